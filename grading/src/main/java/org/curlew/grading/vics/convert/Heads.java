package org.curlew.grading.vics.convert;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.curlew.grading.vics.ExhibitVics;
import org.curlew.triage.vics.VicsCase;
import org.curlew.triage.vics.VicsFinding;
import org.curlew.triage.vics.VicsHandler;
import org.curlew.triage.vics.VicsMedia;
import org.curlew.triage.vics.VicsPosition;

/** The first pass: the cases, which in 1.3 stand after their media, and how many rows each will have. */
final class Heads implements VicsHandler {

    private final String fileName;
    private final Set<String> repeated;
    private final List<VicsCase> cases = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private int rows;
    private int precategorized;
    private int caseIndex = -1;

    boolean everyRowNumbered = true;
    long rowsWithoutMd5;

    Heads(String fileName, Set<String> repeated) {
        this.fileName = fileName;
        this.repeated = repeated;
    }

    @Override
    public void media(VicsMedia media, VicsPosition position) {
        if (position.caseIndex() != caseIndex) {
            caseIndex = position.caseIndex();
            rows = 0;
            precategorized = 0;
            seen.clear();
        }
        everyRowNumbered &= media.mediaId() != null;
        if (media.md5() == null) {
            rowsWithoutMd5++;
        } else if (!repeated.contains(media.md5()) || seen.add(media.md5())) {
            rows++;
            precategorized += media.category() == null ? 0 : 1;
        }
    }

    /** A row without any digest is not given to {@link #media}. */
    @Override
    public void finding(VicsFinding finding) {
        if (finding.kind() == VicsFinding.Kind.REJECTED_ROW) {
            rowsWithoutMd5++;
        }
    }

    @Override
    public boolean wants(VicsFinding.Kind kind) {
        return kind == VicsFinding.Kind.REJECTED_ROW;
    }

    @Override
    public void caseObject(VicsCase head, VicsPosition position) {
        boolean own = position.caseIndex() == caseIndex;
        VicsCase.Builder builder = VicsCase.builder()
                .caseId(
                        head.caseId() != null
                                ? head.caseId()
                                : ExhibitVics.caseId(String.valueOf(head.caseNumber()), fileName + cases.size()))
                .caseNumber(head.caseNumber())
                .contactOrganization(head.contactOrganization())
                .contactName(head.contactName())
                .contactPhone(head.contactPhone())
                .contactEmail(head.contactEmail())
                .contactTitle(head.contactTitle())
                .totalMediaFiles(own ? rows : 0)
                .totalPrecategorized(own ? precategorized : 0)
                .seizureDate(head.seizureDate())
                .sourceApplicationName(head.sourceApplicationName())
                .sourceApplicationVersion(head.sourceApplicationVersion());
        head.caseMetadata().forEach(builder::addCaseMetadata);
        head.identifiers().forEach(builder::addIdentifiers);
        cases.add(builder.build());
    }

    List<VicsCase> cases() {
        return cases;
    }
}
