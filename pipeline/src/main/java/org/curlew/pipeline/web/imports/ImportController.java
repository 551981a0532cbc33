package org.curlew.pipeline.web.imports;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.curlew.triage.intake.ImportFile;
import org.curlew.triage.intake.Imports;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** Imports with a dry run first; everything or nothing. */
@Page
@Allowed({Role.POLIT_SUPERVISOR, Role.ADMINISTRATOR})
class ImportController {

    private static final String REPORT = "report";

    private final ImportDesk desk;

    ImportController(ImportDesk desk) {
        this.desk = desk;
    }

    /** A kind of file with its columns. */
    record Kind(String name, List<String> columns) {}

    @GetMapping("/imports")
    String form(Viewer viewer, Model model) {
        model.addAttribute("sheets", desk.bringsSheets(viewer));
        model.addAttribute(
                "kinds",
                Arrays.stream(ImportFile.values())
                        .map(f -> new Kind(name(f), f.columns()))
                        .toList());
        return "imports/imports";
    }

    @PostMapping("/imports")
    String load(
            Viewer viewer,
            @RequestParam(defaultValue = "NCA/CEOP") String source,
            @RequestParam(defaultValue = "false") boolean load,
            jakarta.servlet.http.HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        Map<ImportFile, String> sheets = new EnumMap<>(ImportFile.class);
        Map<String, byte[]> reports = new LinkedHashMap<>();
        List<String> refused = new java.util.ArrayList<>();
        if (request instanceof MultipartHttpServletRequest files) {
            for (ImportFile kind : ImportFile.values()) {
                MultipartFile file = files.getFile(name(kind));
                if (file != null && !file.isEmpty()) {
                    read(kind, file, sheets, refused);
                }
            }
            for (MultipartFile file : files.getFiles(REPORT)) {
                if (!file.isEmpty()) {
                    reports.put(file.getOriginalFilename(), file.getBytes());
                }
            }
        }
        if (refused.isEmpty() && sheets.isEmpty() && reports.isEmpty()) {
            refused.add("Nothing to import: choose a file");
        }
        Imports.Result result = refused.isEmpty()
                ? desk.load(viewer, sheets, reports, source, !load)
                : new Imports.Result(!load, null, null, List.of(), refused);
        if (!result.errors().isEmpty()) {
            response.setStatus(422);
        }
        model.addAttribute("result", result);
        model.addAttribute("source", source);
        return form(viewer, model);
    }

    private static void read(ImportFile kind, MultipartFile file, Map<ImportFile, String> sheets, List<String> refused)
            throws IOException {
        try {
            sheets.put(
                    kind,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(file.getBytes()))
                            .toString());
        } catch (CharacterCodingException e) {
            refused.add(name(kind) + ": is not UTF-8: save it in the spreadsheet as \"CSV UTF-8\"");
        }
    }

    private static String name(ImportFile file) {
        return file.name().toLowerCase(java.util.Locale.ROOT);
    }
}
