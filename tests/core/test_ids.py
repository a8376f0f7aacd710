from uuid import UUID

from compagnon.core.ids import PublicIdConverter, new_public_id

ID = UUID("0123456789abcdef0123456789abcdef")


def test_new_public_id_uses_all_128_bits() -> None:
    seen = 0
    for _ in range(200):
        seen |= new_public_id().int

    assert seen == 2**128 - 1


def test_public_id_converter_goes_there_and_back() -> None:
    converter = PublicIdConverter()

    assert converter.to_url(ID) == "0123456789abcdef0123456789abcdef"
    assert converter.to_url(str(ID)) == "0123456789abcdef0123456789abcdef"
    assert converter.to_python(converter.to_url(ID)) == ID
