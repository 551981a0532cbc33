package org.curlew.pipeline.web.command;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.web.Page;
import org.curlew.storage.csv.CsvCell;
import org.curlew.triage.register.Times;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The measures for a force's own reports and for an inspectorate, as a page and as a table for a spreadsheet. */
@Page
@Allowed(Role.COMMAND)
class MeasuresController {

    private final Measures measures;

    MeasuresController(Measures measures) {
        this.measures = measures;
    }

    @GetMapping("/command/measures")
    String measures(Model model) {
        Measures.Taken taken = measures.taken();
        model.addAttribute("at", taken.at());
        model.addAttribute("days", Measures.DAYS);
        model.addAttribute(
                "groups",
                taken.measures().stream()
                        .map(Measures.Measure::group)
                        .distinct()
                        .toList());
        model.addAttribute("measures", taken.measures());
        return "command/measures";
    }

    @GetMapping("/command/measures/csv")
    ResponseEntity<byte[]> csv() {
        Measures.Taken taken = measures.taken();
        String rows = taken.measures().stream()
                .map(m -> row(
                        m.group(),
                        m.what(),
                        m.value(),
                        m.unit(),
                        m.when(),
                        taken.at().toString()))
                .collect(Collectors.joining());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"OFFICIAL-SENSITIVE measures "
                                + taken.at().atZone(Times.UK).toLocalDate() + ".csv\"")
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .body(("group,measure,value,unit,when,as_at\n" + rows).getBytes(StandardCharsets.UTF_8));
    }

    private static String row(String... cells) {
        return Stream.of(cells).map(CsvCell::of).collect(Collectors.joining(",")) + "\n";
    }
}
