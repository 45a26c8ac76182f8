"""The register: an append-only, signed, public log of acts, in the open C2SP formats. Usable alone: `python -m presnya.register verify`."""

from presnya.register.act import Part, SealedAct, commitment, file_commitment, make_act, open_commitment, parts_of
from presnya.register.bodies import WHOLE, beside, body_line, opened_of, parts_from, read_beside, what_is_wrong
from presnya.register.canonical import canonical, nfc
from presnya.register.copy_list import COPY, COPY_SIG
from presnya.register.erasures import DECIDERS, GROUNDS, PROTECTED, Erasures
from presnya.register.fsck import fsck
from presnya.register.keys import HighWater, Key, change_passphrase, high_water, home, look, prepare, raise_high_water, signer, signers
from presnya.register.locking import Ask
from presnya.register.manifest import MANIFEST, SIGNATURE, files_of, listed_in, write_manifest
from presnya.register.merkle import (
    Frontier, consistency_proof, inclusion_proof, leaf_hash, node_hash, range_hash_of, root_of, verify_consistency, verify_inclusion,
)
from presnya.register.note import Checkpoint, Signer, Verifier, cosign, open_checkpoint, open_note, parse_checkpoint, parse_vkey, sign
from presnya.register.proof import Proof, read_proof, verify_proof, write_proof
from presnya.register.publishing import Written, continues, publish_log
from presnya.register.rotation import Chain, Rotation, read_rotation, write_rotation
from presnya.register.sealing import read_back, seal
from presnya.register.succession import ENDINGS, ROTATE, SUCCEED, History, KeyAct, Succession, history_of
from presnya.register.tiles import Tile, bundle, number_path, tiles_of, unbundle
from presnya.register.tree import Tree
from presnya.register.verify import Problem, Report, verify

__all__ = [
    "COPY", "COPY_SIG", "DECIDERS", "ENDINGS", "GROUNDS", "MANIFEST", "PROTECTED", "ROTATE", "SIGNATURE", "SUCCEED", "WHOLE", "Ask", "Chain", "Checkpoint",
    "Erasures", "Frontier", "HighWater", "History", "Key", "KeyAct", "Part", "Problem", "Proof", "Report", "Rotation", "SealedAct", "Signer", "Succession",
    "Tile", "Tree", "Verifier", "Written", "beside", "body_line", "bundle", "canonical", "change_passphrase", "commitment", "consistency_proof",
    "continues", "cosign", "file_commitment", "files_of", "fsck", "high_water", "history_of", "home", "inclusion_proof", "leaf_hash", "listed_in", "look",
    "make_act", "nfc", "node_hash", "number_path", "open_checkpoint", "open_commitment", "open_note", "opened_of", "parse_checkpoint", "parse_vkey",
    "parts_from", "parts_of", "prepare", "publish_log", "raise_high_water", "range_hash_of", "read_back", "read_beside", "read_proof", "read_rotation",
    "root_of", "seal", "sign", "signer", "signers", "tiles_of", "unbundle", "verify", "verify_consistency", "verify_inclusion", "verify_proof",
    "what_is_wrong", "write_manifest", "write_proof", "write_rotation",
]
