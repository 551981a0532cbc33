package org.curlew.grading.vics;

import org.curlew.triage.vics.VicsCase;
import org.curlew.triage.vics.VicsMedia;
import org.curlew.triage.vics.VicsMediaFile;

/** A hash set of version 1.2, field for field as NIST publishes its own; MediaSize is a text there. */
final class Version12Layout implements VicsLayout {

    @Override
    public void caseHead(VicsJson json, VicsCase header) {
        throw new VicsRefusedException("Version 1.2 has no case files: choose uk, default or 1.3.");
    }

    @Override
    public void caseTail(VicsJson json, VicsCase header) {
        throw new VicsRefusedException("Version 1.2 has no case files: choose uk, default or 1.3.");
    }

    @Override
    public void media(VicsJson json, VicsMedia media, int mediaId) {
        String md5 = media.md5();
        json.text("odata.id", "Media(\"" + md5 + "\")");
        json.text("MediaFiles@odata.navigationLinkUrl", "/Media(" + md5 + ")/MediaFiles");
        json.startArray("MediaFiles");
        for (VicsMediaFile file : media.mediaFiles()) {
            json.startObject();
            json.text(
                    "Media@odata.navigationLinkUrl",
                    "/MediaFiles(FileName='" + file.fileName() + "',FilePath='" + file.filePath() + "',MD5=" + md5
                            + ")");
            json.text("MD5", md5);
            json.textOrEmpty("FileName", file.fileName());
            json.textOrEmpty("FilePath", file.filePath());
            json.endObject();
            leaveOut(json, file);
        }
        json.endArray();
        json.number("MediaID", mediaId);
        json.text("MD5", md5);
        json.text("SHA1", media.sha1());
        json.number("Category", media.category());
        json.text(
                "MediaSize",
                media.mediaSize() == null ? null : media.mediaSize().toString());
        leaveOut(json, media);
    }

    private static void leaveOut(VicsJson json, VicsMediaFile file) {
        json.leaveOut("file times", file.created() != null || file.written() != null || file.accessed() != null);
        json.leaveOut("Unallocated", file.unallocated());
        json.leaveOut("Deleted", file.deleted());
        json.leaveOut("SourceID", file.sourceId());
        json.leaveOut("PhysicalLocation", file.physicalLocation());
        json.leaveOut("ParentFileName", file.parentFileName());
    }

    /** What the versions before 1.3 have no place for. */
    static void leaveOut(VicsJson json, VicsMedia media) {
        json.leaveOut("VictimIdentified", media.victimIdentified());
        json.leaveOut("OffenderIdentified", media.offenderIdentified());
        json.leaveOut("IsDistributed", media.isDistributed());
        json.leaveOut("Comments", media.comments());
        json.leaveOut("Series", media.series());
        json.leaveOut("Tags", media.tags());
        json.leaveOut("IsPrecategorized", media.isPrecategorized());
        json.leaveOut("IsSuspected", media.isSuspected());
        json.leaveOut("MimeType", media.mimeType());
        json.leaveOut("PhotoDNA", media.photoDna());
        json.leaveOut("AlternativeHashes", media.alternativeHashes());
        json.leaveOut("Exifs", media.exifs());
        json.leaveOut("Segments", media.segments());
        json.leaveOut("MediaMetadata", media.mediaMetadata());
        json.leaveOut("DateUpdated", media.dateUpdated());
    }
}
