"""What a bureau keeps of agencies and of the work it gives them, beside the commission itself."""
