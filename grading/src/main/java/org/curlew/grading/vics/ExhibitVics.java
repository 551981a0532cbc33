package org.curlew.grading.vics;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.curlew.grading.media.ExhibitMedia;
import org.curlew.grading.media.Media;
import org.curlew.triage.vics.VicsCase;
import org.curlew.triage.vics.VicsProperty;
import org.curlew.triage.vics.VicsTime;
import org.springframework.stereotype.Service;

/** Writes the media of one exhibit as a VICS case, pre-categorised where an illegal set matched exactly. */
@Service
public class ExhibitVics {

    private final Media media;

    public ExhibitVics(Media media) {
        this.media = media;
    }

    /** Writes the file; the media come in the order of their MD5, and memory does not grow with them. */
    public VicsWritten write(OutputStream out, VicsProfile profile, ExhibitExport export) {
        List<Media.Precategorized> known = media.precategorized(export.exhibitId());
        String scheme =
                export.scheme() == null && known.size() == 1 ? known.getFirst().scheme() : export.scheme();
        VicsCase header = header(export, scheme, known);
        return media.forExhibit(export.exhibitId(), items -> write(out, profile, header, items, export, scheme));
    }

    /** The GUID of an exhibit's file: the same references give the same GUID, on every machine. */
    public static String caseId(String caseReference, String exhibitReference) {
        String name = "curlew\n" + caseReference + "\n" + exhibitReference;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private VicsCase header(ExhibitExport export, String scheme, List<Media.Precategorized> known) {
        long precategorized = known.stream()
                .filter(k -> k.scheme().equals(scheme))
                .mapToLong(Media.Precategorized::media)
                .sum();
        CaseContact contact = export.contact();
        VicsCase.Builder header = VicsCase.builder()
                .caseId(caseId(export.caseReference(), export.exhibitReference()))
                .caseNumber(export.caseReference())
                .contactOrganization(contact.organization())
                .contactName(contact.name())
                .contactPhone(contact.phone())
                .contactEmail(contact.email())
                .contactTitle(contact.title())
                .totalMediaFiles(Math.toIntExact(media.count(export.exhibitId()).distinctMd5()))
                .totalPrecategorized(Math.toIntExact(precategorized))
                .sourceApplicationName("Curlew")
                .sourceApplicationVersion(export.toolVersion())
                .addCaseMetadata(new VicsProperty("Exhibit", export.exhibitReference()));
        if (scheme != null) {
            header.addCaseMetadata(new VicsProperty("CategoryScheme", scheme));
        }
        return header.build();
    }

    private static VicsWritten write(
            OutputStream out,
            VicsProfile profile,
            VicsCase header,
            Iterator<ExhibitMedia> items,
            ExhibitExport export,
            String scheme) {
        VicsTime updated = export.dateUpdated() == null ? null : VicsTime.of(export.dateUpdated());
        MediaToVics rows = new MediaToVics(items, scheme, updated, (_, _) -> {});
        return VicsWriter.write(out, profile, header, rows);
    }
}
