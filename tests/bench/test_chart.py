"""A chart that any browser draws, whose bars are as long as their figures say."""

from xml.etree import ElementTree as ET

from bench.chart import bars

SVG = "{http://www.w3.org/2000/svg}"


def test_ten_times_as_much_is_a_decade_longer() -> None:
    chart = ET.fromstring(
        bars("CPU", {"Q1": [("a", 10), ("b", 100), ("c", 1000)]}, ours="b", unit="ms")
    )

    lengths = [float(bar.attrib["width"]) for bar in chart.iter(f"{SVG}rect")]

    assert lengths[0] == 1
    assert lengths[2] == 2 * lengths[1] > 100


def test_ours_is_set_apart_and_names_are_text() -> None:
    chart = ET.fromstring(
        bars("CPU", {"<Q1>": [("a & b", 0.25), ("hub", 2)]}, ours="hub", unit="ms")
    )

    assert [bar.attrib["class"] for bar in chart.iter(f"{SVG}rect")] == ["bar", "bar ours"]
    assert {"<Q1>", "a & b", "0.25"} <= {text.text for text in chart.iter(f"{SVG}text")}
