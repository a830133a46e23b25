"""An expert's own record on pages: read, changed, confirmed, and where fees are paid to."""
