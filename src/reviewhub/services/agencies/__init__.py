"""The register of agencies: what each is, who may sign for it, what is held against it, how it did."""
