package org.curlew.pipeline.rest.court;

import org.curlew.grading.proportionate.Proportionate;
import org.curlew.grading.statistics.Sfr1;
import org.curlew.grading.statistics.Sfr1Sheets;
import org.curlew.pipeline.application.ToolVersion;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;

/** Court figures of the cases that the person may see. */
@Service
@ConditionalOnWebApplication
class CourtDesk {

    private final CaseAccess access;
    private final Lookups lookups;
    private final Sfr1Sheets sheets;
    private final Proportionate proportionate;
    private final String scheme;
    private final String force;

    CourtDesk(
            CaseAccess access,
            Lookups lookups,
            Sfr1Sheets sheets,
            Proportionate proportionate,
            @Value("${curlew.grading.scheme:uk-2014}") String scheme,
            @Value("${curlew.force-name:Unnamed force}") String force) {
        this.access = access;
        this.lookups = lookups;
        this.sheets = sheets;
        this.proportionate = proportionate;
        this.scheme = scheme;
        this.force = force;
    }

    Sfr1 sheet(Viewer viewer, long caseId) {
        lookups.caseReference(caseId);
        access.require(viewer, caseId, "court figures");
        return sheets.make(
                caseId, scheme, force, viewer.name(), "Curlew " + ToolVersion.text(), proportionate.statements(caseId));
    }

    void requireExhibit(Viewer viewer, long exhibitId) {
        access.require(viewer, lookups.exhibit(exhibitId).caseId(), "export of exhibit " + exhibitId);
    }
}
