"""The documents of a partnership (LSIS-81): told as blocks from what its members may read, or blank, from its scheme.

A form is the same table filled in or not; what nobody has answered is room to write in.
"""
