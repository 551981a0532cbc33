package org.curlew.storage.ledger;

import static org.curlew.storage.ledger.LedgerVerdict.Fault;
import static org.curlew.storage.ledger.LedgerVerdict.Kind;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Checks an export of the ledger with nothing but the force's certificate. Reads each file once, in memory that does
 * not grow with the number of entries.
 *
 * <p>A ledger that was rolled back as a whole to an older state, checkpoints included, is in itself sound: it is found
 * by a checkpoint from the second place, given as a trusted one.
 */
public final class LedgerVerifier {

    static final byte[] BEFORE_ENTRY = "{\"entry\":".getBytes(StandardCharsets.US_ASCII);
    static final byte[] BEFORE_HASH = ",\"hash\":\"".getBytes(StandardCharsets.US_ASCII);
    static final byte[] AFTER_HASH = "\"}".getBytes(StandardCharsets.US_ASCII);

    private final Deque<CheckpointLine> checkpoints = new ArrayDeque<>();
    private final MessageDigest sha256 = ChainedEntry.sha256();
    private byte[] head = ChainedEntry.BEFORE_THE_FIRST;
    private long entries;
    private long agreed;
    private long agreedCount;
    private Instant signedAt;

    private LedgerVerifier() {}

    /**
     * @param export the export's folder, or its {@code ledger.jsonl}; the checkpoints lie beside it
     * @param certificatePem the certificate that was handed over separately; one in the export proves nothing
     * @param trusted checkpoint files, or folders of them, from the second place
     * @throws LedgerException when a file cannot be read
     */
    public static LedgerVerdict verify(Path export, Path certificatePem, Collection<Path> trusted) {
        Path ledger = Files.isDirectory(export) ? export.resolve("ledger.jsonl") : export;
        LedgerVerifier verifier = new LedgerVerifier();
        try {
            Optional<Fault> fault = verifier.readCheckpoints(
                    ledger.toAbsolutePath().getParent().resolve("checkpoints.jsonl"),
                    CheckpointSignatures.of(certificatePem),
                    trusted);
            if (fault.isEmpty()) {
                fault = verifier.readEntries(ledger);
            }
            return new LedgerVerdict(verifier.entries, verifier.agreed, verifier.signedAt, fault);
        } catch (IOException e) {
            throw new LedgerException(
                    "The export cannot be checked: " + e.getMessage()
                            + "; give the folder that holds ledger.jsonl and checkpoints.jsonl",
                    e);
        }
    }

    public static LedgerVerdict verify(Path export, Path certificatePem) {
        return verify(export, certificatePem, List.of());
    }

    private Optional<Fault> readCheckpoints(Path own, CheckpointSignatures signatures, Collection<Path> trusted)
            throws IOException {
        List<CheckpointLine> all = new ArrayList<>();
        CheckpointReader reader = new CheckpointReader(signatures, all);
        Optional<Fault> fault = reader.readChain(own);
        if (fault.isEmpty()) {
            fault = reader.readLoose(trusted);
        }
        if (fault.isEmpty() && all.isEmpty()) {
            fault = Optional.of(new Fault(
                    Kind.CHECKPOINT, 1, "No signed checkpoint: nothing shows that these entries are the force's"));
        }
        all.sort(Comparator.comparingLong(CheckpointLine::count));
        checkpoints.addAll(all);
        return fault;
    }

    private Optional<Fault> readEntries(Path ledger) throws IOException {
        try (LineReader lines = new LineReader(ledger)) {
            Optional<Fault> fault = agree();
            while (fault.isEmpty() && lines.next()) {
                // an entry a line: the first bad line's number is that of the entry that belongs there
                fault = check(lines)
                        .map(f -> new Fault(
                                f.kind(),
                                f.entry(),
                                f.message() + " (" + ledger.getFileName() + ", line " + f.entry() + ")"));
                if (fault.isEmpty()) {
                    entries++;
                    fault = agree();
                }
            }
            if (fault.isPresent()) {
                return fault;
            }
        }
        if (!checkpoints.isEmpty()) {
            CheckpointLine missing = checkpoints.getLast();
            return fault(
                    Kind.TRUNCATED,
                    entries + 1,
                    "Entry " + (entries + 1) + " and those after it are missing: the checkpoint of "
                            + ChainedEntry.time(missing.at()) + " was signed over " + missing.count() + " entries");
        }
        if (agreedCount < entries) {
            return fault(
                    Kind.UNSIGNED,
                    agreedCount + 1,
                    "Entry " + (agreedCount + 1) + " and those after it come after the last signed checkpoint");
        }
        return Optional.empty();
    }

    /** One line against the chain so far. */
    private Optional<Fault> check(LineReader line) {
        long expected = entries + 1;
        int hashAt = line.end() - AFTER_HASH.length - 64;
        int entryEnd = hashAt - BEFORE_HASH.length;
        int entryAt = line.start() + BEFORE_ENTRY.length;
        byte[] bytes = line.bytes();
        if (entryEnd <= entryAt
                || !matches(bytes, line.start(), BEFORE_ENTRY)
                || !matches(bytes, entryEnd, BEFORE_HASH)
                || !matches(bytes, line.end() - AFTER_HASH.length, AFTER_HASH)) {
            return fault(
                    Kind.CHANGED,
                    expected,
                    line.unfinished()
                            ? "Entry " + expected + " is cut off in the middle: the file ends in its line"
                            : "Entry " + expected + " was changed: its line is no entry");
        }
        EntryLinks links = EntryLinks.read(bytes, entryAt, entryEnd - entryAt);
        sha256.update(bytes, entryAt, entryEnd - entryAt);
        byte[] hash = sha256.digest();
        boolean ownHash = HexFormat.of().formatHex(hash).equals(ascii(bytes, hashAt, 64));
        if (links == null || !ownHash && links.number() == expected) {
            return fault(
                    Kind.CHANGED, expected, "Entry " + expected + " was changed: its content does not give its hash");
        }
        if (links.number() > expected) {
            return fault(
                    Kind.MISSING,
                    expected,
                    "Entry " + expected + " is missing: entry " + links.number() + " stands in its place");
        }
        if (links.number() < expected) {
            return fault(
                    Kind.NOT_LINKED,
                    expected,
                    "Entry " + links.number() + " stands in the place of entry " + expected + ": inserted or moved");
        }
        if (!links.previous().equals(HexFormat.of().formatHex(head))) {
            return fault(
                    Kind.NOT_LINKED,
                    expected,
                    "Entry " + expected + " does not follow entry " + entries
                            + ": one of the two was changed or put in");
        }
        head = hash;
        return Optional.empty();
    }

    /** Compares the chain with the checkpoints that were signed at this count. */
    private Optional<Fault> agree() {
        while (!checkpoints.isEmpty() && checkpoints.getFirst().count() == entries) {
            CheckpointLine signed = checkpoints.removeFirst();
            if (!signed.hash().equals(HexFormat.of().formatHex(head))) {
                return fault(
                        Kind.REWRITTEN,
                        agreedCount + 1,
                        "Entries " + (agreedCount + 1) + " to " + entries
                                + " are not those that were signed: the checkpoint of "
                                + ChainedEntry.time(signed.at()) + " has another hash for entry " + entries);
            }
            agreed++;
            agreedCount = entries;
            signedAt = signed.at();
        }
        return Optional.empty();
    }

    private static Optional<Fault> fault(Kind kind, long entry, String message) {
        return Optional.of(new Fault(kind, entry, message));
    }

    private static boolean matches(byte[] bytes, int at, byte[] wanted) {
        return at >= 0 && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private static String ascii(byte[] bytes, int at, int length) {
        return new String(bytes, at, length, StandardCharsets.US_ASCII);
    }
}
