"""The national address base (BAN), indexed: imported from its files, completed while typing.

`ban` reads its files, `operations` stores them. `queries` finds what is typed: `text` reads it,
`index` narrows in the database, `ranking` weighs the rest; `remote` asks a geocoder instead.
"""
