from drills.forms import Form, forms_of

PAGE = """
<form action="/search/"><input name="name" value="Amal"></form>
<form method="post">
  <input type="hidden" name="once" value="1">
  <input type="checkbox" name="who" value="a" checked><input type="checkbox" name="who" value="b">
  <select name="way"><option value="x">X</option><option value="y" selected>Y</option></select>
  <textarea name="words">
Caf&eacute;</textarea>
  <input type="file" name="file"><input type="submit" name="no">
  <button name="answer" value="yes">Yes</button><button name="answer" value="no">No</button>
</form>
<input name="outside" value="of any form">
"""


def test_forms_of_a_page_hold_what_a_browser_would_send() -> None:
    search, form = forms_of(PAGE, "/here/")

    assert search == Form("/search/", "get", [("name", "Amal")], {"name": "text"})
    assert (form.action, form.method, form.has_file) == ("/here/", "post", True)
    assert form.sent == [
        ("once", "1"),
        ("who", "a"),
        ("way", "y"),
        ("words", "Café"),
        ("answer", "yes"),
    ]


def test_the_first_button_is_pressed_even_if_it_has_no_name() -> None:
    (form,) = forms_of(
        '<form method="post"><button type="button" name="open">?</button>'
        '<button>Decide</button><button name="show" value="yes">Show</button></form>',
        "/here/",
    )

    assert (form.sent, form.kinds) == ([], {"show": "button"})


def test_a_form_is_filled_in_by_name() -> None:
    form = Form("/here/", "post", [("once", "1"), ("who", "a")])

    assert form.filled(who=["b", "c"], words="W") == [
        ("once", "1"),
        ("who", "b"),
        ("who", "c"),
        ("words", "W"),
    ]
