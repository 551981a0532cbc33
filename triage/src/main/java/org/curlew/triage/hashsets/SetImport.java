package org.curlew.triage.hashsets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.curlew.triage.hashsets.formats.BrokenFileException;
import org.curlew.triage.hashsets.formats.HashListFormat;
import org.curlew.triage.hashsets.formats.RowSink;
import org.curlew.triage.hashsets.index.DigestKind;
import org.curlew.triage.hashsets.index.DigestRow;
import org.curlew.triage.hashsets.index.IndexBuilder;
import org.curlew.triage.hashsets.index.Role;
import org.curlew.triage.schemes.Category;
import org.curlew.triage.schemes.Scheme;

/** Takes the rows of one set's files, judges each, and passes the good ones to the index. */
final class SetImport implements RowSink {

    private static final int LISTED = 1000;
    private static final int NOTES = 100;
    /** Below this many rejections a file is read on, so that the report can show them all; the share is judged at its end. */
    private static final int PATIENCE = 1000;

    private static final Map<DigestKind, byte[]> EMPTY_FILE = Map.of(
            DigestKind.MD5, hex("d41d8cd98f00b204e9800998ecf8427e"),
            DigestKind.SHA1, hex("da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            DigestKind.SHA256, hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));

    private final IndexBuilder builder;
    private final Role role;
    private final double rejectedPercent;
    private final boolean[] inScheme = new boolean[256];
    private final boolean[] illegal = new boolean[256];
    private final String schemeName;
    private final DigestRow row = new DigestRow();

    private final List<RejectedRow> rejectedRows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<Integer, Long> unknownCategories = new TreeMap<>();
    private long rejected;
    private String file;
    private String unit = "line";
    private long fileEntries;
    private long fileRejected;

    SetImport(IndexBuilder builder, ImportRequest request, Scheme scheme) {
        this.builder = builder;
        this.role = request.role();
        this.rejectedPercent = request.rejectedPercent();
        this.schemeName = scheme.name();
        for (Category category : scheme.categories()) {
            inScheme[category.number()] = true;
            illegal[category.number()] = category.illegal();
        }
    }

    /** Counts of one file. */
    record FileCounts(long entries, long rejected) {}

    /** Notes a delta and how many statements of it changed something. */
    void applied(Path delta, long changes) {
        file = delta.getFileName().toString();
        note(changes + " changes applied to the database before it");
    }

    /**
     * @param path the file given, which the report names
     * @param content what to read: the file itself, or a copy of it with its deltas applied
     */
    FileCounts read(Path path, Path content, HashListFormat format) throws IOException {
        file = path.getFileName().toString();
        fileEntries = 0;
        fileRejected = 0;
        try {
            format.read(content, this);
        } catch (BrokenFileException e) {
            String message = e.getMessage().startsWith(path.toString()) ? e.getMessage() : path + ": " + e.getMessage();
            throw new BrokenFileException(message, e);
        }
        return new FileCounts(fileEntries, fileRejected);
    }

    @Override
    public DigestRow row() {
        return row.clear();
    }

    @Override
    public void accept(long place) throws IOException {
        String problem = problem();
        if (problem != null) {
            reject(place, problem, null);
            return;
        }
        builder.add(row);
        fileEntries++;
    }

    private String problem() throws BrokenFileException {
        if (!row.usable()) {
            return "no MD5, SHA-1, SHA-256 or PDQ";
        }
        if (role != Role.KNOWN_GOOD) {
            for (Map.Entry<DigestKind, byte[]> empty : EMPTY_FILE.entrySet()) {
                if (Arrays.equals(row.digest(empty.getKey()), empty.getValue())) {
                    return "digest of the empty file: it would match every empty file";
                }
            }
        }
        int category = row.category();
        if (category == DigestRow.NO_CATEGORY) {
            return null;
        }
        if (role == Role.KNOWN_GOOD && illegal[category]) {
            throw new BrokenFileException("category " + category + " is illegal in scheme " + schemeName
                    + ", so this is no known-good set; import it with role illegal, or name its own scheme");
        }
        if (!inScheme[category]) {
            unknownCategories.merge(category, 1L, Long::sum);
            if (role == Role.KNOWN_GOOD) {
                return "category " + category + " is not in scheme " + schemeName + ", so nobody says it is harmless";
            }
        }
        return null;
    }

    @Override
    public void reject(long place, String reason, String content) throws IOException {
        rejected++;
        fileRejected++;
        if (rejectedRows.size() < LISTED) {
            String shown = content == null || content.length() <= 200 ? content : content.substring(0, 200);
            // PostgreSQL takes no NUL in a text
            String clean = shown == null ? null : shown.replace('\0', '\uFFFD');
            rejectedRows.add(new RejectedRow(file, unit + " " + place, reason, clean));
        }
        if (rejected > PATIENCE) {
            checkRejected();
        }
    }

    /** Stops where more rows than allowed could not be used; one is always allowed. */
    void checkRejected() throws BrokenFileException {
        long rows = builder.entries() + rejected;
        if (rejected > 1 && rejected * 100.0 > rows * rejectedPercent) {
            RejectedRow first = rejectedRows.getFirst();
            throw new BrokenFileException(
                    rejected + " of " + rows + " rows cannot be used, more than " + rejectedPercent
                            + " %; the first is " + first.file() + " " + first.place() + ": " + first.reason());
        }
    }

    @Override
    public void placesAre(String name) {
        unit = name;
    }

    @Override
    public void note(String text) {
        if (notes.size() < NOTES) {
            notes.add(file + ": " + text);
        }
    }

    long rejected() {
        return rejected;
    }

    List<RejectedRow> rejectedRows() {
        return List.copyOf(rejectedRows);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    Map<Integer, Long> unknownCategories() {
        return Map.copyOf(unknownCategories);
    }

    private static byte[] hex(String digest) {
        return HexFormat.of().parseHex(digest);
    }
}
