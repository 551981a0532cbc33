package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.curlew.triage.hashsets.index.DigestKind;
import org.curlew.triage.hashsets.index.DigestRow;

/** Everything a format made of a file. */
final class Rows implements RowSink {

    final List<String> accepted = new ArrayList<>();
    final List<String> rejected = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    String format;
    private String unit;
    private final DigestRow row = new DigestRow();

    static Rows of(Path file) throws IOException {
        HashListFormat format = HashListFormats.of(file).orElseThrow(() -> new IOException("no format"));
        Rows rows = new Rows();
        rows.format = format.name();
        format.read(file, rows);
        return rows;
    }

    @Override
    public DigestRow row() {
        return row.clear();
    }

    @Override
    public void accept(long place) {
        if (!row.usable()) { // as the import does
            reject(place, "nothing to find a content by", null);
            return;
        }
        StringBuilder text = new StringBuilder();
        for (DigestKind kind : DigestKind.values()) {
            byte[] digest = row.digest(kind);
            text.append(
                    digest == null
                            ? ""
                            : (text.isEmpty() ? "" : " ") + HexFormat.of().formatHex(digest));
        }
        accepted.add(row.category() < 0 ? text.toString() : text + " #" + row.category());
    }

    @Override
    public void reject(long place, String reason, String content) {
        rejected.add(unit + " " + place + ": " + reason);
    }

    @Override
    public void placesAre(String name) {
        unit = name;
    }

    @Override
    public void note(String text) {
        notes.add(text);
    }
}
