"""Makes the publishers' pages that ship as wiretrace's samples."""
