"""What can be said on the command line.

What a command needs is imported by the command, so that `hub --help` is there at once and `hub
serve` can import and start its servers at the same time.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Final

import typer

from hub.cli.failure import Failure
from hub.garbage import collect_seldom

_EXIT_CODES: Final = (
    "Exit codes: 0 done; 1 failed or refused, as standard error says; 2 wrong usage; "
    "130 interrupted."
)

app = typer.Typer(
    name="hub",
    help="One GraphQL API over supplier, brand, retailer and consumer, with live feeds.\n\n"
    "Settings are environment variables named HUB_…; docs/reference/settings.md lists them.",
    epilog=_EXIT_CODES,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit."""
    collect_seldom()
    _print_what_can_be_shown()
    try:
        app(args=arguments, prog_name="hub")
    except Failure as failure:
        typer.echo(failure, err=True)
        sys.exit(1)


def _print_what_can_be_shown() -> None:
    """Let files and programs get UTF-8 whatever the locale, and a terminal what it can show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"hub {version('supply-chain-hub')}")
        raise typer.Exit


@app.callback()
def _hub(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Tell the version."),
    ] = False,
) -> None: ...


@app.command(epilog=_EXIT_CODES)
def serve() -> None:
    """Start the hub and serve until Ctrl-C or SIGTERM.

    Unless HUB_DATABASE_URL and HUB_REDIS_URL are set, it starts a PostgreSQL and a Valkey of its
    own, migrates, and loads the demo world the first time. With servers of yours it migrates in
    development, and in production asks you to run `hub migrate` first.
    """
    from hub.cli.signals import ended_by_signals

    with ended_by_signals():
        from hub.cli.serve import serve as command

        command()


@app.command(epilog=_EXIT_CODES)
def work() -> None:
    """Do what has to be done beside requests, until Ctrl-C or SIGTERM.

    It runs jobs that changes left behind or that are due, raises and resolves alerts, keeps feeds
    for as long as they should be kept, and sends to webhooks. Any number may run, beside any
    number of `hub serve`; in development `hub serve` does this too, see HUB_WORK.
    """
    from hub.cli.work import work as command

    command()


@app.command(epilog=_EXIT_CODES)
def migrate() -> None:
    """Bring the database to the newest migration."""
    from hub.cli.migrate import migrate as command

    command()


@app.command(epilog=_EXIT_CODES)
def demo(
    scale: Annotated[
        int,
        typer.Option(
            metavar="N", min=1, help="How many times as large as the ordinary demo world."
        ),
    ] = 1,
    seed: Annotated[
        int | None, typer.Option(metavar="N", help="The same seed and scale make the same world.")
    ] = None,
    live: Annotated[
        bool, typer.Option("--live", help="Then let it trade until Ctrl-C, so that feeds move.")
    ] = False,
    rate: Annotated[
        float,
        typer.Option(
            metavar="N", min=0.01, max=1000, help="With --live: how many things happen in a second."
        ),
    ] = 2.0,
) -> None:
    """Load the demo world into an empty database.

    Two supply chains, cosmetics and jewellery, with a year of trade. With --live, one that is
    there already is taken. Development only: its accounts have a password that everybody knows.
    """
    from hub.cli.signals import ended_by_signals

    with ended_by_signals() if live else nullcontext():
        from hub.cli.demo import demo as command

        command(scale=scale, seed=seed, live=live, rate=rate)


@app.command(name="import", epilog=_EXIT_CODES)
def import_(  # noqa: PLR0917  every option is one of its arguments
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="The files, in any order; - is standard input."),
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(metavar="MAPPING.toml", help="How the files are to be read.")
    ] = None,
    rejects: Annotated[
        Path, typer.Option(metavar="FILE", help="Where rows go that cannot be imported.")
    ] = Path("rejects.csv"),
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what an import would do, and do nothing.")
    ] = False,
    runs: Annotated[bool, typer.Option("--runs", help="List the newest imports.")] = False,
    show: Annotated[
        str | None, typer.Option(metavar="RUN", help="Tell again what an import did.")
    ] = None,
    undo: Annotated[
        str | None,
        typer.Option(metavar="RUN", help="Take an import back, as far as nothing built on it."),
    ] = None,
) -> None:
    """Import another system's files: CSV as it is, compressed, or in a spreadsheet.

    Every row is imported, or written to the rejects file with its number and the reason; an order
    whole or not at all. The same files again change nothing; an import that was cut off goes on
    where it stopped. Rejected rows alone are no failure.
    """
    from hub.cli import imports

    if [bool(files or mapping), runs, show is not None, undo is not None].count(True) != 1:
        raise typer.BadParameter("Give --mapping and files, or one of --runs, --show and --undo.")
    if runs:
        imports.list_runs()
    elif show is not None:
        imports.show_run(show)
    elif undo is not None:
        imports.undo_run(undo)
    elif mapping is None or not files:
        raise typer.BadParameter("An import needs --mapping MAPPING.toml and at least one FILE.")
    else:
        imports.import_files(mapping, files, rejects, dry_run=dry_run)


@app.command(epilog=_EXIT_CODES)
def rates(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file of exchange rates.")],
    base: Annotated[
        str | None,
        typer.Option(
            metavar="CURRENCY", help="What a file with a column for each currency is in: EUR."
        ),
    ] = None,
) -> None:
    """Take exchange rates, by which amounts are converted where somebody asks for that.

    The columns are `day,base,quote,rate`: so much of `quote` for one of `base`. Or there is one for
    each currency after the date, as the European Central Bank publishes them, with `--base EUR`.
    All of the file is taken or nothing; later files correct earlier ones.
    """
    from hub.cli.rates import rates as command

    command(file, base)


@app.command(epilog=_EXIT_CODES)
def schema(
    check: Annotated[
        bool, typer.Option("--check", help="Only compare it with ./schema.graphql.")
    ] = False,
) -> None:
    """Print the GraphQL schema."""
    from hub.cli.schema import check_schema, print_schema

    if check:
        check_schema()
    else:
        print_schema()


@app.command(epilog=_EXIT_CODES)
def token(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="The account's email address.")],
    days: Annotated[
        int, typer.Option(metavar="N", min=1, max=3650, help="How long the token is good.")
    ] = 30,
    party: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="The party to act for, such as Brand:0199…, if there are several."
        ),
    ] = None,
) -> None:
    """Print a bearer token of an account, for a program or a partner's system.

    It is a session of its own: `signOut` with the token ends it before its days are over.
    """
    from hub.cli.token import token as command

    command(email, days, party)


@app.command(epilog=_EXIT_CODES)
def synonyms(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="A line for each meaning, its words between commas."),
    ] = None,
) -> None:
    """Print the words that mean the same in searches, or put those of a file in their place.

    What is printed is such a file. Searches know of a change at once.
    """
    from hub.cli.synonyms import synonyms as command

    command(file)


account = typer.Typer(
    help="Accounts of the hub's operator: the first one, and passwords that were lost.",
    epilog=_EXIT_CODES,
    no_args_is_help=True,
    rich_markup_mode="markdown",
)
app.add_typer(account, name="account")


@account.command(epilog=_EXIT_CODES)
def create(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="What the account signs in with.")],
    name: Annotated[str, typer.Option(metavar="NAME", help="The person's name.")],
    party: Annotated[
        str, typer.Option(metavar="NAME", help="What the operator is called, the first time.")
    ] = "Operator",
) -> None:
    """Make an account that runs the hub: it takes in parties and invites their people.

    The password is asked for, or read as one line from standard input.
    """
    from hub.cli.account import create as command

    command(email, name, party)


@account.command(epilog=_EXIT_CODES)
def password(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="What the account signs in with.")],
) -> None:
    """Give an account another password, and end its sessions.

    The password is asked for, or read as one line from standard input.
    """
    from hub.cli.account import password as command

    command(email)


@app.command(epilog=_EXIT_CODES)
def explain(
    document: Annotated[
        Path, typer.Argument(metavar="FILE.graphql", help="The document with the operation.")
    ],
    variables: Annotated[
        str | None, typer.Option(metavar="JSON", help="Its variables, such as '{\"first\": 50}'.")
    ] = None,
    operation: Annotated[
        str | None, typer.Option(metavar="NAME", help="Which operation, if there are several.")
    ] = None,
    email: Annotated[
        str | None,
        typer.Option("--as", metavar="EMAIL", help="Whose eyes to see with; nobody's unless said."),
    ] = None,
    sql: Annotated[bool, typer.Option("--sql", help="Print the statements too.")] = False,
) -> None:
    """Tell how an operation is answered, what it costs, and where the time goes.

    A query is run once; a mutation or subscription is not, only its steps are told. Clients get
    the same in development, as `extensions.plan`.
    """
    from hub.cli.explain import explain as command

    command(document, variables=variables, name=operation, email=email, sql=sql)


@app.command(epilog=_EXIT_CODES)
def export(  # noqa: PLR0917  every option is one of its arguments
    document: Annotated[
        Path, typer.Argument(metavar="FILE.graphql", help="The query for one list.")
    ],
    email: Annotated[
        str | None,
        typer.Option("--as", metavar="EMAIL", help="With whose rights; nobody's unless said."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where to; standard output unless said."
        ),
    ] = None,
    variables: Annotated[
        str | None, typer.Option(metavar="JSON", help="The query's variables.")
    ] = None,
    operation: Annotated[
        str | None, typer.Option(metavar="NAME", help="Which query, if there are several.")
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="csv|xlsx", help="As what; as the output's name ends unless said."
        ),
    ] = None,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin CSV with the mark by which Excel knows UTF-8.")
    ] = False,
) -> None:
    """Write all rows of a list, or of facts, into a file: CSV, or a spreadsheet.

    The query asks for `nodes` of one list; `first` is how many rows are wanted, all unless said.
    The same is to be had over HTTP, by asking with `Accept: text/csv`.
    """
    from hub.cli.export import export as command

    command(
        document,
        email=email,
        output=output,
        variables=variables,
        name=operation,
        format_=format_,
        with_bom=bom,
    )


feed = typer.Typer(
    help="Look at feeds: what a party is told, and whether telling keeps up.",
    epilog=_EXIT_CODES,
    no_args_is_help=True,
    rich_markup_mode="markdown",
)
app.add_typer(feed, name="feed")
_AS_JSON: Final = typer.Option("--json", help="Print JSON, for programs.")


@feed.command(epilog=_EXIT_CODES)
def tail(
    party: Annotated[
        str, typer.Argument(metavar="PARTY", help="The party's id, such as Brand:0199…, or name.")
    ],
    after: Annotated[
        str | None,
        typer.Option(
            metavar="CURSOR", help="Start after this cursor or position, not with the last ten."
        ),
    ] = None,
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help="Go on with what happens, until Ctrl-C.")
    ] = False,
    as_json: Annotated[bool, _AS_JSON] = False,
) -> None:
    """Print a party's feed: position, time, kind, what changed, its version, and the fact's id.

    The fact is a row of the kind's ledger. With --json each entry is a line, with its cursor.
    """
    from hub.cli.signals import ended_by_signals

    with ended_by_signals() if follow else nullcontext():
        from hub.cli.feed import tail as command

        command(party, after=after, following=follow, as_json=as_json)


@feed.command(epilog=_EXIT_CODES)
def lag(as_json: Annotated[bool, _AS_JSON] = False) -> None:
    """Tell how many events wait for their places, who gives them out, and what is kept."""
    from hub.cli.feed import lag as command

    command(as_json=as_json)


@app.command(epilog=_EXIT_CODES)
def docs(
    check: Annotated[
        bool, typer.Option("--check", help="Only compare the pages with what would be written.")
    ] = False,
) -> None:
    """Write docs/reference from the schema, the settings and this help.

    For those who work on the hub, in its checkout.
    """
    from hub.cli.docs import check_reference, write_reference

    if check:
        check_reference()
    else:
        write_reference()
