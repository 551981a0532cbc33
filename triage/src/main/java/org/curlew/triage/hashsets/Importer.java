package org.curlew.triage.hashsets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.curlew.triage.hashsets.formats.HashListFormat;
import org.curlew.triage.hashsets.formats.HashListFormats;
import org.curlew.triage.hashsets.index.IndexBuilder;
import org.curlew.triage.hashsets.index.Role;
import org.curlew.triage.hashsets.index.SetInfo;
import org.curlew.triage.schemes.Category;
import org.curlew.triage.schemes.Scheme;
import org.curlew.triage.schemes.Schemes;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs one import from files to a version that is in use, held or refused. */
final class Importer {

    /** A set that loses more than this share of its entries needs a second person (IPED issue 985: 1.4 million vanished unseen). */
    private static final double SHRINK = 0.01;

    private static final Pattern PART_OF = Pattern.compile("(?i)(?:^|\\D)(\\d{1,4})[ _-]?of[ _-]?(\\d{1,4})(?:\\D|$)");

    /** A spreadsheet takes a cell that begins so for a formula; the name stands in files.csv as it is. */
    private static final Pattern UNFIT_NAME = Pattern.compile("^\\s*[=+\\-@]|\\p{Cntrl}");

    private final VersionStore versions;
    private final IndexStore indexes;
    private final TransactionTemplate transactions;
    private final Consumer<SetVersion> ended;
    private final Schemes schemes;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    Importer(
            VersionStore versions,
            IndexStore indexes,
            TransactionTemplate transactions,
            Consumer<SetVersion> ended,
            Schemes schemes) {
        this.versions = versions;
        this.indexes = indexes;
        this.transactions = transactions;
        this.ended = ended;
        this.schemes = schemes;
    }

    ImportReport run(ImportRequest request) {
        Scheme scheme = check(request);
        oneAtATime.lock();
        try {
            settleInterrupted();
            Optional<SetVersion> before = versions.ofSet(request.name()).stream()
                    .filter(v -> v.state() == VersionState.COMPLETE)
                    .findFirst();
            SetVersion version = transactions.execute(status -> versions.begin(request, scheme.version()));
            return new Attempt(request, scheme, version, before).run();
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Imports that the machine's end cut off: their files go, the row stays with the reason. */
    private void settleInterrupted() {
        for (SetVersion version : versions.all()) {
            if (version.state() == VersionState.IMPORTING) {
                try {
                    indexes.delete(version.id());
                } catch (IOException e) {
                    throw new HashSetException(
                            "files of an interrupted import cannot be removed: " + e.getMessage(), e);
                }
                transactions.executeWithoutResult(status ->
                        end(version, VersionState.INCOMPLETE, "the application stopped during the import", 0, 0, 0));
            }
        }
    }

    /** In the caller's transaction. */
    private void end(
            SetVersion version, VersionState state, String reason, long entries, long rejected, long conflicts) {
        versions.end(version.id(), state, reason, entries, rejected, conflicts);
        ended.accept(versions.get(version.id()));
    }

    private Scheme check(ImportRequest request) {
        if (request.name() == null
                || request.name().isBlank()
                || request.name().strip().equalsIgnoreCase("CAID")) {
            throw new HashSetException(
                    "a hash set needs a name, and not \"CAID\" alone: NIST publishes a harmless set of that name;"
                            + " say whose and what it is");
        }
        if (UNFIT_NAME.matcher(request.name()).find()) {
            throw new HashSetException(
                    "a hash set's name may not begin with = + - @ or hold control characters: it stands in"
                            + " tables that spreadsheets open; name it otherwise");
        }
        if (request.scheme() == null || request.scheme().isBlank()) {
            throw new HashSetException("hash set " + request.name()
                    + " names no category scheme; give one with scheme=, known are "
                    + schemes.list().stream().map(Scheme::name).distinct().collect(Collectors.joining(", ")));
        }
        if (request.files().isEmpty()) {
            throw new HashSetException("hash set " + request.name() + ": no file to import");
        }
        Scheme scheme = schemes.get(request.scheme());
        if (request.role() == Role.ILLEGAL && scheme.categories().stream().noneMatch(Category::illegal)) {
            throw new HashSetException("hash set " + request.name() + ": scheme " + scheme.name()
                    + " has no illegal class, so it cannot be the scheme of a set of role illegal");
        }
        return scheme;
    }

    /** Whether a version was made of these very files, in the same role and the newest version of the same scheme. */
    boolean isFrom(SetVersion version, ImportRequest request) {
        if (version.role() != request.role()
                || !version.scheme().equals(request.scheme())
                || version.schemeVersion() != schemes.get(request.scheme()).version()) {
            return false;
        }
        List<SourceFile> files = versions.files(version.id());
        if (files.size() != request.files().size()) {
            return false;
        }
        try {
            for (int i = 0; i < files.size(); i++) {
                if (Files.size(request.files().get(i)) != files.get(i).bytes()) {
                    return false;
                }
            }
            return SourceDigests.start(request.files())
                    .get()
                    .equals(files.stream().map(SourceFile::sha256).toList());
        } catch (IOException e) {
            throw new HashSetException("hash set " + request.name() + ": " + readable(e), e);
        }
    }

    private static String readable(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException ? e.getMessage() + ": no such file" : e.getMessage();
    }

    /** One import under way. */
    private final class Attempt {

        private final ImportRequest request;
        private final Scheme scheme;
        private final SetVersion version;
        private final Optional<SetVersion> before;
        private final long started = System.nanoTime();
        private final List<SourceFile> files = new ArrayList<>();
        private SetImport rows;

        Attempt(ImportRequest request, Scheme scheme, SetVersion version, Optional<SetVersion> before) {
            this.request = request;
            this.scheme = scheme;
            this.version = version;
            this.before = before;
        }

        ImportReport run() {
            try {
                return build();
            } catch (IOException | RuntimeException e) {
                String reason = e instanceof IOException io ? readable(io) : String.valueOf(e.getMessage());
                transactions.executeWithoutResult(status -> {
                    if (rows != null) {
                        rows.rejectedRows().forEach(row -> versions.addRejected(version.id(), row));
                    }
                    end(version, VersionState.INCOMPLETE, reason, 0, rows == null ? 0 : rows.rejected(), 0);
                });
                HashSetException refused = new HashSetException(
                        "hash set " + request.name() + " is not whole and is not used: " + reason, e);
                try {
                    indexes.delete(version.id());
                } catch (IOException left) {
                    refused.addSuppressed(left);
                }
                throw refused;
            }
        }

        private ImportReport build() throws IOException {
            checkParts();
            SourceDigests digests = SourceDigests.start(request.files());
            indexes.delete(version.id());
            IndexBuilder.Built built;
            try (IndexBuilder builder = new IndexBuilder(indexes.folder(version.id()), setInfo())) {
                rows = new SetImport(builder, request, scheme);
                List<String> formats = new ArrayList<>();
                List<SetImport.FileCounts> counts = new ArrayList<>();
                for (Path file : request.files()) {
                    HashListFormat format = HashListFormats.of(file)
                            .orElseThrow(() -> new IOException(file
                                    + ": of no hash-set format that is read; docs/formats-hash-sets.md lists them"));
                    formats.add(format.name());
                }
                try (Deltas deltas = new Deltas(request.files(), formats, indexes, version.id())) {
                    for (int i = 0; i < formats.size(); i++) {
                        counts.add(deltas.read(i, rows));
                    }
                }
                rows.checkRejected();
                if (builder.entries() == 0) {
                    throw new IOException(
                            "there is not one digest in " + request.files().getFirst());
                }
                built = builder.finish();
                digests.checkUnchanged();
                List<String> sums = digests.get();
                for (int i = 0; i < sums.size(); i++) {
                    String name = request.files().get(i).getFileName().toString();
                    files.add(new SourceFile(
                            name,
                            digests.bytes(i),
                            sums.get(i),
                            formats.get(i),
                            counts.get(i).entries(),
                            counts.get(i).rejected()));
                }
            }
            return publish(built);
        }

        private void checkParts() throws IOException {
            for (Path file : request.files()) {
                if (!Files.isReadable(file) || Files.isDirectory(file)) {
                    throw new IOException(file + ": no such file, or it may not be read");
                }
                Matcher part = PART_OF.matcher(file.getFileName().toString());
                if (part.find()
                        && Integer.parseInt(part.group(2)) != request.files().size()) {
                    throw new IOException(file + " is by its name one of " + part.group(2) + " parts, but "
                            + request.files().size() + " were given; give all of them at once");
                }
            }
            if (request.expectedParts() != null
                    && request.expectedParts() != request.files().size()) {
                throw new IOException(request.expectedParts() + " parts belong to it, but "
                        + request.files().size() + " were given; give all of them at once");
            }
        }

        private SetInfo setInfo() {
            Map<Integer, Integer> gravity = new TreeMap<>();
            scheme.categories().forEach(c -> gravity.put(c.number(), c.order()));
            return new SetInfo(
                    version.setId(),
                    version.id(),
                    version.name(),
                    version.number(),
                    version.role(),
                    scheme.name(),
                    scheme.version(),
                    gravity,
                    scheme.gravity(null));
        }

        private ImportReport publish(IndexBuilder.Built built) {
            String alarm = before.map(old -> alarm(old, built.entries())).orElse(null);
            VersionState state = alarm == null ? VersionState.COMPLETE : VersionState.HELD;
            transactions.executeWithoutResult(status -> {
                for (int i = 0; i < files.size(); i++) {
                    versions.addFile(version.id(), i, files.get(i));
                }
                rows.rejectedRows().forEach(row -> versions.addRejected(version.id(), row));
                built.conflicts().forEach(conflict -> versions.addConflict(version.id(), conflict));
                end(version, state, alarm, built.entries(), rows.rejected(), built.conflictCount());
            });
            Map<String, Long> digests = new TreeMap<>();
            built.digests().forEach((kind, count) -> digests.put(kind.label(), count));
            return new ImportReport(
                    versions.get(version.id()),
                    List.copyOf(files),
                    digests,
                    rows.rejectedRows(),
                    built.conflicts(),
                    rows.unknownCategories(),
                    rows.notes(),
                    (System.nanoTime() - started) / 1e9);
        }

        /** Why a second person must look at this version before it is used; null where nobody need. */
        private String alarm(SetVersion old, long entries) {
            if (old.role() != version.role()) {
                return "the role changes from " + old.role().label() + " to "
                        + version.role().label() + "; a second person must approve it";
            }
            if (!old.scheme().equals(scheme.name()) || old.schemeVersion() != scheme.version()) {
                return "the scheme changes from " + old.scheme() + " version " + old.schemeVersion() + " to "
                        + scheme.name() + " version " + scheme.version() + "; a second person must approve it";
            }
            if (entries < old.entries() * (1 - SHRINK)) {
                return "the set shrinks from " + old.entries() + " to " + entries
                        + " entries; a second person must approve it";
            }
            return null;
        }
    }
}
