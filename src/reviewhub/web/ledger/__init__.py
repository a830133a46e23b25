"""The auditor's view of the ledger: every act, and whether everything still stands as recorded."""
