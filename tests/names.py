"""How the graph spells what Python calls otherwise."""


def camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.title, others))
