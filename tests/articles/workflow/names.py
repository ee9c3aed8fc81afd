"""Helpers of the tests about names: giving another one, following an address."""

from articles import workflow


def rename(row, by, **fields):
    row = type(row).objects.get(pk=row.pk)
    for name, value in fields.items():
        setattr(row, name, value)
    workflow.rename(row, by=by)


def hops(client, address) -> list[tuple[str, int]]:
    """Return where an address leads, hop by hop."""
    return client.get(address, follow=True).redirect_chain
