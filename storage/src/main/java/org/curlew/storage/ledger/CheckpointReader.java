package org.curlew.storage.ledger;

import static org.curlew.storage.ledger.LedgerVerdict.Fault;
import static org.curlew.storage.ledger.LedgerVerdict.Kind;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads checkpoints and checks their signatures; those of the export must follow each other without a gap. */
final class CheckpointReader {

    private final CheckpointSignatures signatures;
    private final List<CheckpointLine> found;

    CheckpointReader(CheckpointSignatures signatures, List<CheckpointLine> found) {
        this.signatures = signatures;
        this.found = found;
    }

    /** The export's own file; a missing one is an empty one. */
    Optional<Fault> readChain(Path file) throws IOException {
        long number = 0;
        String previous = HexFormat.of().formatHex(ChainedEntry.BEFORE_THE_FIRST);
        long count = 0;
        try (BufferedReader lines = new BufferedReader(text(file))) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                number++;
                CheckpointLine line = signed(text);
                if (line == null) {
                    return fault(number, "is not signed with the key of the certificate");
                }
                if (line.number() != number || !line.previous().equals(previous) || line.count() < count) {
                    return fault(number, "does not follow the one before: one was removed, moved or put in");
                }
                previous = HexFormat.of()
                        .formatHex(ChainedEntry.sha256().digest(line.body().getBytes(StandardCharsets.UTF_8)));
                count = line.count();
                found.add(line);
            }
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Checkpoints kept elsewhere, each on its own. */
    Optional<Fault> readLoose(Collection<Path> places) throws IOException {
        for (Path place : places) {
            List<Path> files = List.of(place);
            if (Files.isDirectory(place)) {
                try (Stream<Path> inside = Files.list(place)) {
                    files = inside.sorted().toList();
                }
            }
            for (Path file : files) {
                for (String text : lines(file)) {
                    CheckpointLine line = signed(text);
                    if (line == null) {
                        return fault(0, "in " + file + " is not signed with the key of the certificate");
                    }
                    found.add(line);
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> lines(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(text(file))) {
            return lines.lines().toList();
        }
    }

    /** Bytes that are no UTF-8 are read as such a line would be: it is not the one that was signed. */
    private static Reader text(Path file) throws IOException {
        return new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8);
    }

    private CheckpointLine signed(String text) {
        try {
            CheckpointLine line = CheckpointLine.line(text);
            return signatures.signed(line) ? line : null;
        } catch (LedgerException e) {
            return null;
        }
    }

    private static Optional<Fault> fault(long number, String what) {
        String name = number == 0 ? "A checkpoint " : "Checkpoint " + number + " ";
        return Optional.of(new Fault(Kind.CHECKPOINT, number, name + what));
    }
}
