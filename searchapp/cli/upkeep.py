"""The commands that look after an installation: check, doctor."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from searchapp import checking, diagnosis, flags
from searchapp.checking import DAMAGE
from searchapp.cli.group import main
from searchapp.diagnosis import Patient
from searchapp.engines import chosen

DIFFERS, DAMAGED = 3, 4  # exit statuses
_SIGNS = {"well": "ok   ", "note": "note ", "wrong": "WRONG"}


@main.command(epilog="Example: searchapp check seeds --index index")
@flags.source
@flags.index
@flags.own
@flags.limits
@flags.as_json
@click.pass_context
def check(
    context: click.Context,
    /,
    source: Path | None,
    index: Path,
    authority: Path | None,
    as_json: bool,
    **limits: int,
) -> None:
    """Compare every byte of the index with its checksum, and the index with SOURCE; name what differs.

    Exit status: 0 the index is whole and what SOURCE holds; 3 it is whole, and SOURCE has changed since; 4 a file of
    it is damaged; 1 there is no index, or no SOURCE. A cluster looks after its own bytes: there the counts of what
    was written are compared.
    """
    with chosen.engine(index) as engine:
        found = list(checking.check(engine, index, source, own=authority, limits=flags.within(limits)))
    for one in found:
        click.echo(
            json.dumps(asdict(one), ensure_ascii=False) if as_json else f"{one.kind}: {one.what}: {one.why}"
        )
    damaged = sum(one.kind in DAMAGE for one in found)
    if not as_json:
        click.echo(_verdict(len(found), damaged, index))
    context.exit(DAMAGED if damaged else DIFFERS if found else 0)


def _verdict(found: int, damaged: int, index: Path) -> str:
    place, where = chosen.place(index), chosen.flags(index)
    if damaged:
        return (
            f"{place} is damaged. The sources are untouched; make it again: searchapp rebuild SOURCE {where}"
        )
    if found:
        return f"{place} is whole, and differs from its sources in {found} places. To bring it up to date: searchapp index {where}"
    return f"{place} is whole, and what its sources hold."


@main.command(epilog="Example: searchapp doctor seeds --index index")
@flags.source
@flags.index
@flags.own
@flags.option("host")
@flags.option("port", type=click.IntRange(0, 65535))
@flags.as_json
@click.pass_context
def doctor(
    context: click.Context,
    /,
    source: Path | None,
    index: Path,
    authority: Path | None,
    host: str,
    port: int,
    as_json: bool,
) -> None:
    """Look at everything that searchapp needs here, and say what is wrong and what would mend it.

    Exit status: 0 nothing is wrong; 1 something is.
    """
    wrong = False
    for one in diagnosis.diagnose(Patient(index, source, authority, host, port)):
        wrong |= one.state == "wrong"
        if as_json:
            click.echo(json.dumps(asdict(one), ensure_ascii=False))
        else:
            remedy = f"\n       {one.remedy}" if one.remedy else ""
            click.echo(f"{_SIGNS[one.state]}  {one.part}: {one.told}{remedy}")
    context.exit(int(wrong))
