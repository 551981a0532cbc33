package org.curlew.grading.vics.convert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.curlew.grading.vics.VicsWriter;
import org.curlew.grading.vics.VicsWritten;
import org.curlew.triage.vics.VicsCase;
import org.curlew.triage.vics.VicsHandler;
import org.curlew.triage.vics.VicsMedia;
import org.curlew.triage.vics.VicsPosition;

/** The second pass: each row repaired and written; rows of a repeated content wait for the end of their case. */
final class Rewriting implements VicsHandler {

    private final VicsWriter writer;
    private final List<VicsCase> cases;
    private final Set<String> repeated;
    private final boolean renumber;
    private final boolean ownField;
    private final Map<String, VicsMedia> waiting = new LinkedHashMap<>();
    private int open = -1;

    long categoriesDiffered;

    /** @param cases empty for a hash set */
    Rewriting(VicsWriter writer, List<VicsCase> cases, Set<String> repeated, boolean renumber, boolean ownField) {
        this.writer = writer;
        this.cases = cases;
        this.repeated = repeated;
        this.renumber = renumber;
        this.ownField = ownField;
    }

    @Override
    public void media(VicsMedia media, VicsPosition position) {
        while (open < position.caseIndex()) {
            next();
        }
        if (media.md5() == null) {
            return;
        }
        VicsMedia row = MediaRepair.repaired(media, renumber, ownField);
        if (!repeated.contains(row.md5())) {
            writer.media(row);
            return;
        }
        waiting.merge(row.md5(), row, (first, second) -> {
            categoriesDiffered += MediaRepair.categoriesDiffer(first, second) ? 1 : 0;
            return MediaRepair.merged(first, second);
        });
    }

    VicsWritten finish() {
        while (open < cases.size() - 1) {
            next();
        }
        flush();
        if (!cases.isEmpty()) {
            writer.endCase();
        }
        return writer.finish();
    }

    private void next() {
        flush();
        if (open >= 0) {
            writer.endCase();
        }
        open++;
        writer.beginCase(cases.get(open));
    }

    private void flush() {
        waiting.values().forEach(writer::media);
        waiting.clear();
    }
}
