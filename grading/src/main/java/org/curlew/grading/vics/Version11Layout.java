package org.curlew.grading.vics;

import org.curlew.triage.vics.VicsCase;
import org.curlew.triage.vics.VicsMedia;

/** A case of version 1.1: one name on the media itself, no rows for the places, MediaSize as text. */
final class Version11Layout implements VicsLayout {

    @Override
    public void caseHead(VicsJson json, VicsCase header) {
        json.text("odata.id", "Case(\"" + header.caseId() + "\")");
        json.text("Media@odata.navigationLinkUrl", "/Case(" + header.caseId() + ")/Media");
        json.startArray("Media");
    }

    @Override
    public void caseTail(VicsJson json, VicsCase header) {
        json.endArray();
        json.text("CaseID", header.caseId());
        json.textOrEmpty("CaseNumber", header.caseNumber());
        json.textOrEmpty("ContactOrganization", header.contactOrganization());
        json.textOrEmpty("ContactName", header.contactName());
        json.textOrEmpty("ContactPhone", header.contactPhone());
        json.textOrEmpty("ContactEmail", header.contactEmail());
        json.textOrEmpty("ContactTitle", header.contactTitle());
        json.leaveOut("SeizureDate", header.seizureDate());
        json.leaveOut("CaseMetadata", header.caseMetadata());
    }

    @Override
    public void media(VicsJson json, VicsMedia media, int mediaId) {
        json.text("odata.id", "Media(\"" + media.md5() + "\")");
        json.number("MediaID", mediaId);
        json.text("MD5", media.md5());
        json.text("SHA1", media.sha1());
        json.text("Name", name(media));
        json.number("Category", media.category());
        json.text(
                "MediaSize",
                media.mediaSize() == null ? null : media.mediaSize().toString());
        json.text("RelativeFilePath", media.relativeFilePath());
        for (int place = 0; place < media.mediaFiles().size(); place++) {
            json.leaveOut("MediaFiles");
        }
        Version12Layout.leaveOut(json, media);
    }

    private static String name(VicsMedia media) {
        if (media.name() != null || media.mediaFiles().isEmpty()) {
            return media.name();
        }
        return media.mediaFiles().getFirst().fileName();
    }
}
