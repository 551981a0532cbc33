package org.curlew.pipeline.web.exhibits;

import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.Lookups.ExhibitLine;
import org.curlew.pipeline.web.Page;
import org.curlew.pipeline.web.Paper;
import org.curlew.pipeline.web.Words;
import org.curlew.storage.ledger.Chronology;
import org.curlew.triage.register.Times;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** An exhibit's whole chronology from the ledger: custody, states, decisions, views; as a page, for a spreadsheet, on paper. */
@Page
@Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO, Role.AUDITOR})
class ChronologyController {

    /** Newest lines on the page; the spreadsheet has all. */
    private static final int ON_PAGE = 500;

    /** Newest lines on paper, some 500 pages; the paper says so where there are more. */
    private static final int ON_PAPER = 10_000;

    private final Lookups lookups;
    private final CaseAccess access;
    private final Chronology chronology;
    private final Paper paper;
    private final Words words;
    private final Clock clock;

    ChronologyController(
            Lookups lookups, CaseAccess access, Chronology chronology, Paper paper, Words words, Clock clock) {
        this.lookups = lookups;
        this.access = access;
        this.chronology = chronology;
        this.paper = paper;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping("/exhibits/{id}/chronology")
    String page(Viewer viewer, @PathVariable long id, Model model) {
        ExhibitLine line = open(viewer, id, "chronology");
        List<Chronology.Line> lines = chronology.newest(subjects(line), ON_PAGE);
        model.addAttribute("line", line);
        model.addAttribute("lines", lines);
        model.addAttribute("cut", lines.size() == ON_PAGE);
        return "exhibits/chronology";
    }

    @GetMapping("/exhibits/{id}/chronology/csv")
    ResponseEntity<StreamingResponseBody> csv(Viewer viewer, @PathVariable long id) {
        ExhibitLine line = open(viewer, id, "chronology as CSV");
        StreamingResponseBody body = out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            chronology.csv(subjects(line), writer);
            writer.flush();
        };
        return file(line, "csv", new MediaType("text", "csv", StandardCharsets.UTF_8))
                .body(body);
    }

    @GetMapping("/exhibits/{id}/chronology/pdf")
    ResponseEntity<byte[]> pdf(Viewer viewer, @PathVariable long id) {
        ExhibitLine line = open(viewer, id, "chronology as PDF");
        List<Chronology.Line> lines = chronology.newest(subjects(line), ON_PAPER);
        Map<String, Object> model = new HashMap<>();
        model.put("words", words);
        model.put("line", line);
        model.put("lines", lines.reversed());
        model.put("cut", lines.size() == ON_PAPER);
        model.put("at", clock.instant());
        return file(line, "pdf", MediaType.APPLICATION_PDF).body(paper.print("exhibits/chronology-paper", model));
    }

    private ExhibitLine open(Viewer viewer, long id, String what) {
        ExhibitLine line = lookups.exhibit(id);
        access.require(viewer, line.caseId(), line.reference(), what, List.of());
        return line;
    }

    private static List<String> subjects(ExhibitLine line) {
        return List.of("case:" + line.caseReference(), "exhibit:" + line.reference());
    }

    private ResponseEntity.BodyBuilder file(ExhibitLine line, String ending, MediaType type) {
        String name = "OFFICIAL-SENSITIVE chronology %s %s %s.%s"
                .formatted(
                        line.caseReference(),
                        line.reference().replace('/', '-'),
                        LocalDate.ofInstant(clock.instant(), Times.UK),
                        ending);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .contentType(type);
    }
}
