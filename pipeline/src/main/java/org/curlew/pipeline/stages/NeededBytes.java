package org.curlew.pipeline.stages;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.curlew.pipeline.devices.DeviceFiles.Hit;
import org.curlew.pipeline.devices.DeviceFiles.Row;
import org.curlew.triage.hashsets.ForceSet;

/**
 * One row a distinct content whose bytes somebody needs, from rows that have the same content side by side. A content that
 * an illegal set holds is decided, and one that a known-good set holds is harmless; a watch list decides nothing. What only the force's
 * own set holds as illegal needs no eyes, but its bytes: CAID may never have had it.
 */
final class NeededBytes implements Iterator<Row> {

    private final Iterator<Row> rows;
    private byte[] last = new byte[0];
    private Row next;

    NeededBytes(Iterator<Row> rows) {
        this.rows = rows;
    }

    @Override
    public boolean hasNext() {
        while (next == null && rows.hasNext()) {
            Row row = rows.next();
            if (!Arrays.equals(last, row.file().sha256())) {
                last = row.file().sha256();
                if (needed(row.hit())) {
                    next = row;
                }
            }
        }
        return next != null;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Row row = next;
        next = null;
        return row;
    }

    private static boolean needed(Hit hit) {
        return hit == null
                || hit.kind().equals("pdq")
                || !hit.role().equals("illegal") && !hit.role().equals("known-good")
                || hit.role().equals("illegal") && ForceSet.named(hit.setName());
    }
}
