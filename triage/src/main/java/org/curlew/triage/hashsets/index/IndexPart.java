package org.curlew.triage.hashsets.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One opened index folder. */
final class IndexPart {

    private final List<SetInfo> sets;
    private final PayloadTable payloads;
    private final DigestFile[] files = new DigestFile[DigestKind.values().length];

    IndexPart(Path folder) throws IOException {
        Manifest manifest = Manifest.read(folder);
        sets = manifest.sets();
        payloads = new PayloadTable(folder);
        for (DigestKind kind : DigestKind.values()) {
            files[kind.ordinal()] = DigestFile.open(folder.resolve(kind.label()), kind);
            if (files[kind.ordinal()].rows() != manifest.rows().get(kind.label())) {
                throw new IOException(folder + ": the " + kind.label() + " file is not the one the index was made with;"
                        + " import the set again");
            }
        }
    }

    List<SetInfo> sets() {
        return sets;
    }

    long rows(DigestKind kind) {
        return files[kind.ordinal()].rows();
    }

    /** Payload number; -1 where the digest is unknown or not given. */
    int find(DigestKind kind, byte[] digest) {
        DigestFile file = files[kind.ordinal()];
        return digest == null || file.rows() == 0 ? -1 : file.find(digest);
    }

    void collect(int payload, DigestKind kind, HitCollector hits) {
        for (long item : payloads.items(payload)) {
            hits.add(sets.get(Items.set(item)), item, payloads.series(Items.series(item)), kind);
        }
    }

    DigestFile.Cursor cursor(DigestKind kind) {
        return files[kind.ordinal()].cursor();
    }

    long[] items(int payload) {
        return payloads.items(payload);
    }

    String series(long item) {
        return payloads.series(Items.series(item));
    }
}
