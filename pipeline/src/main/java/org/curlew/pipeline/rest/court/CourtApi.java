package org.curlew.pipeline.rest.court;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.curlew.grading.proportionate.Proportionate;
import org.curlew.grading.statistics.CaseUcoExport;
import org.curlew.grading.statistics.DfxmlExport;
import org.curlew.grading.statistics.Sfr1;
import org.curlew.grading.statistics.Sfr1Text;
import org.curlew.pipeline.application.ToolVersion;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.ApiException;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.proportionate.ProportionateDesk;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/** Figures for court and the decision to leave the rest ungraded. Exports are streamed and hold no picture. */
@Api
@Allowed({Role.GRADER, Role.EXAMINER, Role.POLIT_SUPERVISOR})
class CourtApi {

    private final CourtDesk desk;
    private final ProportionateDesk stopping;
    private final DfxmlExport dfxml;
    private final CaseUcoExport caseUco;

    CourtApi(CourtDesk desk, ProportionateDesk stopping, DfxmlExport dfxml, CaseUcoExport caseUco) {
        this.desk = desk;
        this.stopping = stopping;
        this.dfxml = dfxml;
        this.caseUco = caseUco;
    }

    /** The data sheet's forms. */
    enum Form {
        HTML,
        PDF,
        CSV
    }

    /** A policy of grading.yaml by its id, and the seed that the sample is drawn with. */
    record Proposed(String policy, long seed) {}

    /** The approver's decision with its reason. */
    record Decided(boolean approve, String reason) {}

    @GetMapping("/cases/{caseId}/court/sfr1")
    @Scoped(Scope.GRADING_READ)
    @Does("Gives the SFR1 data sheet of a case as HTML, PDF or CSV, each figure with its query")
    void sfr1(Viewer viewer, @PathVariable long caseId, @RequestParam Form form, HttpServletResponse response)
            throws IOException {
        Sfr1 sheet = desk.sheet(viewer, caseId);
        switch (form) {
            case HTML -> {
                head(response, "text/html;charset=UTF-8", "sfr1.html");
                response.getOutputStream().write(Sfr1Text.html(sheet).getBytes(StandardCharsets.UTF_8));
            }
            case PDF -> {
                head(response, "application/pdf", "sfr1.pdf");
                Sfr1Text.pdf(sheet, response.getOutputStream());
            }
            case CSV -> {
                head(response, "text/csv;charset=UTF-8", "sfr1.csv");
                response.getOutputStream().write(Sfr1Text.csv(sheet).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @GetMapping("/exhibits/{exhibitId}/dfxml")
    @Scoped(Scope.GRADING_READ)
    @Does("Gives an exhibit's media as DFXML")
    void dfxml(Viewer viewer, @PathVariable long exhibitId, HttpServletResponse response) throws IOException {
        desk.requireExhibit(viewer, exhibitId);
        head(response, "application/xml", "exhibit.dfxml");
        dfxml.write(exhibitId, ToolVersion.text(), response.getOutputStream());
    }

    @GetMapping("/exhibits/{exhibitId}/case-uco")
    @Scoped(Scope.GRADING_READ)
    @Does("Gives an exhibit's media as CASE/UCO JSON-LD")
    void caseUco(Viewer viewer, @PathVariable long exhibitId, HttpServletResponse response) throws IOException {
        desk.requireExhibit(viewer, exhibitId);
        head(response, "application/ld+json", "exhibit.jsonld");
        caseUco.write(exhibitId, response.getOutputStream());
    }

    @PostMapping("/cases/{caseId}/proportionate")
    @Scoped(Scope.GRADING_WRITE)
    @Does("Proposes to leave the rest of a case ungraded under a policy, and draws the sample to be graded first")
    Proportionate.Stop propose(Viewer viewer, @PathVariable long caseId, @RequestBody Proposed proposed) {
        if (proposed.policy() == null) {
            throw ApiException.refused("policy", "The proposal names no policy", "Send policy");
        }
        return stopping.propose(viewer, caseId, proposed.policy(), proposed.seed());
    }

    @GetMapping("/cases/{caseId}/proportionate")
    @Scoped(Scope.GRADING_READ)
    @Does("Lists a case's proposals to stop grading, how far their samples are and what was decided")
    List<Proportionate.Stop> stops(Viewer viewer, @PathVariable long caseId) {
        return stopping.stops(viewer, caseId);
    }

    @GetMapping("/proportionate/{id}/sample")
    @Scoped(Scope.GRADING_READ)
    @Does("Lists the media of a sample that nobody has graded yet, SHA-256 in the order drawn")
    List<String> sample(Viewer viewer, @PathVariable long id) {
        return stopping.sample(viewer, id);
    }

    @PostMapping("/proportionate/{id}/decision")
    @Allowed(Role.POLIT_SUPERVISOR)
    @Scoped(Scope.GRADING_WRITE)
    @Does("Agrees that the rest stays ungraded, or refuses it, with a reason; never by who proposed it")
    Proportionate.Stop decide(Viewer viewer, @PathVariable long id, @RequestBody Decided decided) {
        return stopping.decide(viewer, id, decided.approve(), decided.reason());
    }

    private static void head(HttpServletResponse response, String type, String name) {
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }
}
