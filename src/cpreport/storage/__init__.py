"""The ledger on disk: what was issued, what came back and what was decided, whole or not at all.

Everything else sees a ledger as the methods of `Ledger`; SQL stays in this folder, so that a shared database server
can take SQLite's place. The order that loses nothing: the bytes are archived and synced, then the ledger commits, then
the caller says so.
"""

from cpreport.storage.ledger import Issue, Ledger, Seen
from cpreport.storage.opening import open_ledger, save_secret
from cpreport.storage.rows import Brief

__all__ = ["Brief", "Issue", "Ledger", "Seen", "open_ledger", "save_secret"]
