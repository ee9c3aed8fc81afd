"""Tokens of bots: whoever has one writes in the newsroom's name, so the database keeps it sealed.

With a new SECRET_KEY tokens are typed again.
"""

from functools import partial

from newsroom.accounts import seal as sealing

CannotUnseal = sealing.CannotUnseal
seal = partial(sealing.seal, purpose="telegram")
unseal = partial(sealing.unseal, purpose="telegram")
