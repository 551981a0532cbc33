package org.curlew.triage.vics;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Everything a file delivered. */
final class Collected implements VicsHandler {

    final List<VicsHeader> headers = new ArrayList<>();
    final List<VicsMedia> media = new ArrayList<>();
    final List<VicsPosition> positions = new ArrayList<>();
    final List<VicsCase> cases = new ArrayList<>();
    final List<VicsFinding> findings = new ArrayList<>();
    VicsSummary summary;

    static Collected read(Path file) throws IOException {
        return read(Files.readAllBytes(file));
    }

    static Collected read(String json) throws IOException {
        return read(json, StandardCharsets.UTF_8);
    }

    static Collected read(String json, Charset charset) throws IOException {
        return read(json.getBytes(charset));
    }

    static Collected read(byte[] bytes) throws IOException {
        Collected collected = new Collected();
        collected.summary = VicsReader.ofEverything().read(new ByteArrayInputStream(bytes), "sample.json", collected);
        return collected;
    }

    List<VicsFinding.Kind> kinds() {
        return findings.stream().map(VicsFinding::kind).distinct().toList();
    }

    @Override
    public void header(VicsHeader header) {
        headers.add(header);
    }

    @Override
    public void media(VicsMedia row, VicsPosition position) {
        media.add(row);
        positions.add(position);
    }

    @Override
    public void caseObject(VicsCase caseObject, VicsPosition position) {
        cases.add(caseObject);
    }

    @Override
    public void finding(VicsFinding finding) {
        findings.add(finding);
    }
}
