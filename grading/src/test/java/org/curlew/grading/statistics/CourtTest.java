package org.curlew.grading.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.curlew.grading.media.Samples.content;
import static org.curlew.grading.media.Samples.found;
import static org.curlew.grading.media.Samples.illegal;
import static org.curlew.grading.media.Samples.picture;

import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.curlew.grading.attributes.Attribute;
import org.curlew.grading.attributes.Attributes;
import org.curlew.grading.media.FoundMedia;
import org.curlew.grading.media.Match;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.Place;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.schemes.Schemes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CourtTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final String SCHEME = "uk-2014";

    private final Ledger ledger = new Ledger(DATABASE.dataSource());
    private final Media media = new Media(DATABASE.dataSource(), DATABASE.transactions());
    private final CourtFigures figures =
            new CourtFigures(new JdbcTemplate(DATABASE.dataSource()), DATABASE.transactions(), new Schemes());
    private final Sfr1Sheets sheets = new Sfr1Sheets(DATABASE.jdbc(), figures, new Schemes(), Clock.systemUTC());
    private long caseId;
    private long phone;

    @BeforeEach
    void two_exhibits_that_share_a_picture() {
        String operation = "OP-" + System.nanoTime();
        Exhibits exhibits = new Exhibits(DATABASE.dataSource());
        phone = exhibits.bookIn(operation, "ABC/1", "examiner").id();
        long laptop = exhibits.bookIn(operation, "ABC/2 <&>", "examiner").id();
        caseId = exhibits.findCase(operation).orElseThrow();
        Match good = new Match("Good", "1", Match.KNOWN_GOOD, null, null, "sha256");
        media.record(
                phone,
                Stream.of(
                        found("shared", "/DCIM/1.jpg"),
                        found("shared", "/DCIM/copy.jpg"),
                        found("cached", "/data/INetCache/x.jpg"),
                        found("known", "/k.jpg", illegal()),
                        found("good", "/g.jpg", good),
                        found("nobody", "/n.jpg"),
                        new FoundMedia(content("film", "video/mp4"), deleted("/film.mp4"), null)));
        media.record(laptop, Stream.of(found("shared", "/home/1.jpg"), found("disputed", "/d.jpg")));
        grade("ann", "A", "shared", "film");
        grade("ann", "B", "cached");
        grade("ann", "C", "disputed");
        grade("bob", "A", "disputed");
    }

    @Test
    void the_classes_are_counted_for_each_exhibit_and_in_total_distinct_and_by_place() {
        Table table = figures.of(caseId, SCHEME).getFirst();

        assertThat(table.rows())
                .anySatisfy(r -> assertThat(r.subList(0, 6)).containsExactly("ABC/1", "A", "2", "1", "3", "4"))
                .anySatisfy(r -> assertThat(r.subList(0, 6)).containsExactly("ABC/2 <&>", "A", "1", "0", "1", "1"))
                .anySatisfy(r -> assertThat(r.subList(0, 6)).containsExactly("all exhibits", "A", "2", "1", "3", "5"));
        assertThat(table.rows().getFirst().get(6)).isEqualTo("2024-01-01T00:00:00Z");
    }

    @Test
    void still_or_moving_accessible_or_not_and_where_it_was_are_told_apart() {
        List<List<String>> rows = figures.of(caseId, SCHEME).get(1).rows();

        assertThat(rows)
                .anySatisfy(r -> assertThat(r.subList(0, 6))
                        .containsExactly("ABC/1", "A", "moving", "inaccessible", "deleted", "1"))
                .anySatisfy(r -> assertThat(r.subList(0, 6))
                        .containsExactly("ABC/1", "B", "still", "inaccessible", "cache", "1"))
                .anySatisfy(r -> assertThat(r.subList(0, 7))
                        .containsExactly("all exhibits", "A", "still", "accessible", "live", "2", "4"));
    }

    @Test
    void an_examiners_word_on_access_goes_before_the_file_systems() {
        new Attributes(DATABASE.jdbc(), DATABASE.transactions(), ledger)
                .say(
                        caseId,
                        List.of(content("film", "video/mp4").sha256()),
                        Attribute.ACCESSIBLE,
                        "yes",
                        "restored with the tool on the desktop",
                        "ann");

        assertThat(figures.of(caseId, SCHEME).get(1).rows()).anySatisfy(r -> assertThat(r.subList(0, 5))
                .containsExactly("ABC/1", "A", "moving", "accessible", "deleted"));
    }

    @Test
    void the_minimum_counts_what_the_force_itself_graded_and_nothing_disputed() {
        Table minimum = figures.of(caseId, SCHEME).get(2);

        assertThat(minimum.columns()).contains("at least", "at least accessible");
        assertThat(minimum.rows().stream().map(r -> r.subList(0, 3)).toList())
                .containsExactlyInAnyOrder(
                        List.of("A", "moving", "1"), List.of("A", "still", "1"), List.of("B", "still", "1"));
    }

    @Test
    void the_remainder_is_always_there() {
        Table remainder = figures.of(caseId, SCHEME).get(3);

        assertThat(remainder.columns())
                .containsExactly(
                        "exhibit", "disputed", "known good", "ungraded", "classed by a set alone", "all media");
        assertThat(remainder.rows())
                .containsExactly(
                        List.of("ABC/1", "0", "1", "1", "1", "6"),
                        List.of("ABC/2 <&>", "1", "0", "0", "0", "2"),
                        List.of("all exhibits", "1", "1", "1", "1", "7"));
    }

    @Test
    void the_query_behind_each_figure_gives_the_same_figures_when_it_is_run_as_printed() {
        for (Table table : figures.of(caseId, SCHEME)) {
            List<String> again = new ArrayList<>();
            new JdbcTemplate(DATABASE.dataSource()).query(table.query(), (java.sql.ResultSet row) -> {
                again.add(row.getString(table.columns().size()));
            });
            assertThat(again).as(table.title()).hasSameSizeAs(table.rows());
        }
    }

    @Test
    void the_sheet_names_tool_scheme_method_limits_and_remainder_in_every_form() throws IOException {
        Sfr1 sheet =
                sheets.make(caseId, SCHEME, "Synthetic Constabulary", "ann", "Curlew 0.1", List.of("A statement."));

        String html = Sfr1Text.html(sheet);
        assertThat(html)
                .contains("Curlew 0.1", "ABC/2 &lt;&amp;&gt;", "1 media are ungraded", "A statement.", "not confirmed")
                .doesNotContain("ABC/2 <&>");
        String csv = Sfr1Text.csv(sheet);
        assertThat(csv).startsWith("table,row,column,value\r\n").contains("minimum numbers");
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        Sfr1Text.pdf(sheet, pdf);
        assertThat(pdf.toString(StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
        assertThat(pdf.size()).isGreaterThan(2_000);
        assertThat(sheet.limits())
                .anySatisfy(l -> assertThat(l).contains("ABC/1").contains("BOOKED_IN"));
    }

    @Test
    void a_pdf_looks_for_no_font_of_the_machine_and_says_nothing() {
        Pdf.builder();

        for (String standard :
                List.of("Helvetica", "Helvetica-Bold", "Times-Roman", "Courier", "Symbol", "ZapfDingbats")) {
            assertThat(FontMappers.instance().getFontBoxFont(standard, null).isFallback())
                    .as("a fallback is warned of: %s", standard)
                    .isFalse();
        }
        assertThat(XRLog.getLoggerImpl().getClass().getEnclosingClass()).isEqualTo(Pdf.class);
    }

    @Test
    void what_a_spreadsheet_would_run_is_made_text() {
        Sfr1 sheet = new Sfr1(
                "f",
                "c",
                "s",
                true,
                java.time.Instant.EPOCH,
                "p",
                "t",
                List.of(),
                List.of(),
                List.of("=HYPERLINK(\"x\")"),
                List.of());

        assertThat(Sfr1Text.csv(sheet)).contains("\"'=HYPERLINK(\"\"x\"\")\"");
    }

    @Test
    void dfxml_has_one_file_object_a_place_with_elements_in_the_schemas_order() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThat(new DfxmlExport(media).write(phone, "0.1", out)).isEqualTo(7);

        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(out.toByteArray()));
        List<String> order = schemaOrder(factory);
        NodeList files = document.getElementsByTagNameNS("*", "fileobject");
        assertThat(files.getLength()).isEqualTo(7);
        for (int i = 0; i < files.getLength(); i++) {
            List<String> names = children(files.item(i));
            assertThat(order).containsAll(names);
            assertThat(names.stream().map(order::indexOf).toList()).isSorted();
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "<filename>film.mp4</filename>",
                        "<unalloc>1</unalloc>",
                        picture("shared").sha256());
    }

    @Test
    void case_uco_names_files_and_digests_and_the_same_things_alike() throws IOException {
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        CaseUcoExport export = new CaseUcoExport(media);
        export.write(phone, one);
        export.write(phone, two);
        assertThat(two.toByteArray()).isEqualTo(one.toByteArray());

        JsonNode graph = JsonMapper.shared().readTree(one.toByteArray());
        JsonNode sample = JsonMapper.shared().readTree(Files.readAllBytes(shared("data/case-uco/file.json")));
        assertThat(graph.get("@graph")).hasSize(7);
        Set<String> ids = new HashSet<>();
        for (JsonNode file : graph.get("@graph")) {
            assertThat(file.get("@type").asString()).isEqualTo("uco-observable:File");
            assertThat(ids.add(file.get("@id").asString())).isTrue();
            assertThat(file.at("/uco-core:hasFacet/1/uco-observable:hash/2/uco-types:hashValue/@value")
                            .asString())
                    .hasSize(64);
        }
        // every prefix is one that the sample of the CASE project binds to the same address
        graph.get("@context").propertyStream().forEach(p -> assertThat(
                        sample.get("@context").get(p.getKey()).asString())
                .isEqualTo(p.getValue().asString()));
    }

    private static List<String> schemaOrder(DocumentBuilderFactory factory) throws Exception {
        Document schema = factory.newDocumentBuilder()
                .parse(shared("data/dfxml/dfxml.xsd").toFile());
        NodeList types = schema.getElementsByTagNameNS("*", "complexType");
        for (int i = 0; i < types.getLength(); i++) {
            Element type = (Element) types.item(i);
            if (type.getAttribute("name").equals("fileobject_type")) {
                NodeList elements = type.getElementsByTagNameNS("*", "element");
                List<String> names = new ArrayList<>();
                for (int j = 0; j < elements.getLength(); j++) {
                    names.add(((Element) elements.item(j)).getAttribute("ref").replace("dfxml:", ""));
                }
                return names;
            }
        }
        throw new IllegalStateException("the schema has no fileobject_type");
    }

    private static List<String> children(Node parent) {
        List<String> names = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.ELEMENT_NODE) {
                names.add(child.getLocalName());
            }
        }
        return names;
    }

    private static Path shared(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("shared").resolve(name))) {
                return at.resolve("shared").resolve(name);
            }
        }
        throw new IllegalStateException("../shared/" + name + " is not beside the repository");
    }

    private static Place deleted(String path) {
        return new Place(0, path, "", "2024-01-01T00:00:00Z", "", "", "", false, true, false);
    }

    private void grade(String grader, String code, String... texts) {
        new Grades(DATABASE.jdbc(), DATABASE.transactions(), new Schemes(), ledger)
                .append(
                        new Grading(caseId, SCHEME, code, grader, null, Grading.Basis.VIEWED, ""),
                        Stream.of(texts)
                                .map(t -> content(t, "image/jpeg").sha256())
                                .toList());
    }
}
