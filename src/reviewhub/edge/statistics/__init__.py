"""Every statistic of a panel as tables, the same on the audit page, in Excel and on paper."""
