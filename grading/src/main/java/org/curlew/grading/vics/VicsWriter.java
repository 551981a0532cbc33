package org.curlew.grading.vics;

import java.io.OutputStream;
import java.util.Iterator;
import org.curlew.triage.vics.VicsCase;
import org.curlew.triage.vics.VicsKind;
import org.curlew.triage.vics.VicsMedia;

/**
 * Writes a VICS file row by row: the context first, {@code value} second, nothing else in the root; UTF-8 without a mark; the same
 * bytes for the same rows. Memory does not grow with the file. A writer that is not finished leaves a file that no reader takes for
 * whole.
 */
public final class VicsWriter {

    private final VicsJson json;
    private final VicsLayout layout;
    private final boolean cases;
    private VicsCase open;
    private long media;
    private long mediaOfCase;
    private long mediaFiles;
    private int lastId;

    private VicsWriter(OutputStream out, VicsProfile profile, VicsKind kind) {
        profile.require(kind);
        this.json = new VicsJson(out);
        this.layout = VicsLayout.of(profile);
        this.cases = kind == VicsKind.CASES;
        json.startObject();
        json.text(profile.contextField(), profile.context(kind));
        json.startArray("value");
    }

    /**
     * Starts a file.
     *
     * @param out stays open; not buffered here beyond 8 KiB
     * @param kind cases, or media only for a hash set
     * @throws VicsRefusedException the profile has no files of that kind
     */
    public static VicsWriter start(OutputStream out, VicsProfile profile, VicsKind kind) {
        return new VicsWriter(out, profile, kind);
    }

    /** Writes a file of one case. */
    public static VicsWritten write(
            OutputStream out, VicsProfile profile, VicsCase header, Iterator<? extends VicsMedia> media) {
        VicsWriter writer = start(out, profile, VicsKind.CASES);
        writer.beginCase(header);
        media.forEachRemaining(writer::media);
        writer.endCase();
        return writer.finish();
    }

    /**
     * Starts a case.
     *
     * @param header its totals may be null; where they are given they must come true
     */
    public void beginCase(VicsCase header) {
        if (!cases || open != null) {
            throw new IllegalStateException(cases ? "the case before is not ended" : "a hash set has no cases");
        }
        if (header.caseId() == null) {
            throw new VicsRefusedException("A case needs a CaseID: derive one from its reference.");
        }
        open = header;
        mediaOfCase = 0;
        json.startObject();
        layout.caseHead(json, header);
    }

    /**
     * Adds a media.
     *
     * @param row its MediaID is kept where it has one, else the next free number follows; MD5 is the model's key and must be there
     */
    public void media(VicsMedia row) {
        if (cases && open == null) {
            throw new IllegalStateException("no case is begun");
        }
        if (row.md5() == null) {
            throw new VicsRefusedException("Media " + (media + 1)
                    + " has no MD5, the key of every VICS row: compute it from the content first.");
        }
        int id = row.mediaId() == null ? lastId + 1 : row.mediaId();
        lastId = Math.max(lastId, id);
        json.startObject();
        layout.media(json, row, id);
        json.endObject();
        media++;
        mediaOfCase++;
        mediaFiles += row.mediaFiles().size();
    }

    public void endCase() {
        Integer stated = open.totalMediaFiles();
        if (stated != null && stated != mediaOfCase) {
            throw new IllegalStateException("the case states " + stated + " media and has " + mediaOfCase);
        }
        layout.caseTail(json, open);
        json.endObject();
        open = null;
    }

    /** Ends the file and flushes the stream. */
    public VicsWritten finish() {
        if (open != null) {
            throw new IllegalStateException("the case is not ended");
        }
        json.endArray();
        json.endObject();
        json.end();
        return new VicsWritten(media, mediaFiles, json.leftOut());
    }
}
