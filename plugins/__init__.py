"""The rules: one rule is one file, one public function and one clause."""
