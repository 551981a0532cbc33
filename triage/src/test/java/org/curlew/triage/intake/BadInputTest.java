package org.curlew.triage.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.curlew.triage.obligations.World;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.Register.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a force's spreadsheets get wrong: each error names file, row and field, and nothing is imported. */
class BadInputTest {

    private static final World WORLD = new World();
    private final Importer importer = WORLD.get(Importer.class);

    private static Map<ImportFile, String> force() {
        Map<ImportFile, String> files = new EnumMap<>(ImportFile.class);
        files.put(
                ImportFile.CASES,
                "reference,offence,officer,opened\nBAD-1,IIOC,DC Officer,02/02/2026 09:00\nBAD-2,IIOC,DC Officer,02/02/2026\n");
        files.put(
                ImportFile.PEOPLE,
                "reference,case,role,name,born\nB-1,BAD-1,SUSPECT,Alder Example,1980-02-29\n"
                        + "B-2,BAD-2,SUSPECT,Bracken Example,1979-01-01\nB-3,BAD-1,CHILD,Iris Specimen,2016-06-01\n");
        files.put(ImportFile.ACCESS, "suspect,child,kind,regular\nB-1,B-3,HOUSEHOLD,yes\n");
        files.put(
                ImportFile.RUI_REGISTER,
                "case,suspect,status,arrested,at,until,conditions,kirat,kirat_at,kirat_assessor\n"
                        + "BAD-1,B-1,RUI,01/02/2026 08:00,01/02/2026 19:00,,,HIGH,02/02/2026 10:00,DC Officer\n"
                        + "BAD-2,B-2,BAIL,01/02/2026 08:00,01/02/2026 19:00,28/03/2026 23:59,,,,\n");
        files.put(
                ImportFile.EXHIBITS,
                "case,reference,kind,imei,capacity_bytes,seized,submitted\nBAD-1,E/1,phone,123456789012345,64000000000,"
                        + "01/02/2026,02/02/2026\n");
        return files;
    }

    @Test
    void the_force_itself_is_sound() {
        assertThat(importer.dryRun(force(), "test").errors()).isEmpty();
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "RUI_REGISTER| 01/02/2026 08:00,01/02/2026 19:00,,,HIGH| 01/02/2026 20:00,01/02/2026 19:00,,,HIGH| rui_register row 2, at: lies before arrestedAt",
                "PEOPLE| 2016-06-01| 2036-06-01| people row 4, born: lies in the future",
                "PEOPLE| 1980-02-29| 1981-02-29| people row 2, born: '1981-02-29' is not a date",
                "RUI_REGISTER| 28/03/2026 23:59| 29/03/2026 01:30| rui_register row 3, until: 2026-03-29 01:30 does not exist: the clocks go forward",
                "RUI_REGISTER| 28/03/2026 23:59| 28/01/2026 23:59| rui_register row 3, until: lies before at",
                "RUI_REGISTER| ,28/03/2026 23:59| ,| rui_register row 3, until: ",
                "RUI_REGISTER| BAD-2,B-2,BAIL| BAD-2,B-2,BAILED| rui_register row 3, status: 'BAILED' is none of",
                "RUI_REGISTER| HIGH,02/02/2026 10:00| HIGH,| rui_register row 2, kirat_at: is missing",
                "PEOPLE| B-2,BAD-2,SUSPECT| B-2,BAD-2,OTHER| cases row 3, reference: case BAD-2 has no suspect",
                "ACCESS| B-1,B-3| B-3,B-3| access row 2, childId: is the suspect",
                "ACCESS| B-1,B-3| B-1,B-9| access row 2, child: 'B-9' is not in the register",
                "EXHIBITS| 01/02/2026,02/02/2026| 03/02/2026,02/02/2026| exhibits row 2, submittedAt: lies before seizedAt",
                "EXHIBITS| 123456789012345| 12-AB| exhibits row 2, imei: has 14 to 16 digits",
                "EXHIBITS| 64000000000| 64 GB| exhibits row 2, capacity_bytes: '64 GB' is not a whole number",
                "EXHIBITS| kind,imei| kind,imie| exhibits row 1, imie: is no column of this file",
                "CASES| IIOC,DC Officer,02/02/2026 09:00| IIOC,DC Officer,31/02/2026| cases row 2, opened: '31/02/2026' is not a",
                "CASES| BAD-2,IIOC| BAD-2,\"IIOC| cases row 1, file: row 3: a quote is not closed"
            })
    void each_wrong_cell_is_named_by_file_row_and_field(ImportFile file, String right, String wrong, String message) {
        Map<ImportFile, String> files = force();
        assertThat(files.get(file)).contains(right.strip());
        files.put(file, files.get(file).replace(right.strip(), wrong.strip()));

        ImportResult result = importer.load(files, "test");

        assertThat(result.imported()).isFalse();
        assertThat(result.errors()).extracting(Object::toString).anyMatch(e -> e.startsWith(message.strip()));
        assertThat(WORLD.register.list(CaseDetails.class, Filter.ALL)).isEmpty();
    }

    @Test
    void two_release_statuses_at_one_instant_name_their_row() {
        Map<ImportFile, String> files = force();
        files.merge(ImportFile.RUI_REGISTER, "BAD-1,B-1,NFA,01/02/2026 08:00,01/02/2026 19:00,,,,,\n", String::concat);

        assertThat(importer.load(files, "test").errors())
                .extracting(Object::toString)
                .containsExactly(
                        "rui_register row 4, at: the suspect already has a release status at this instant; edit"
                                + " that one");
    }

    @Test
    void a_row_that_names_a_refused_case_says_where_to_mend_it() {
        Map<ImportFile, String> files = force();
        files.put(ImportFile.CASES, files.get(ImportFile.CASES).replace("BAD-1,IIOC", "BAD-1,NONE"));

        assertThat(importer.dryRun(files, "test").errors())
                .extracting(Object::toString)
                .contains("people row 2, case: 'BAD-1' is refused in the cases file: mend its row there")
                .noneMatch(e -> e.contains("'BAD-1' is not in the register"));
    }

    @Test
    void a_dry_run_names_what_it_would_change_so_that_a_reference_used_twice_is_seen() {
        World world = new World();
        Importer importing = world.get(Importer.class);
        assertThat(importing.load(force(), "test").changes()).isEmpty();
        Map<ImportFile, String> files = force();
        files.put(ImportFile.PEOPLE, files.get(ImportFile.PEOPLE).replace("Alder Example", "Somebody Else"));

        assertThat(importing.dryRun(files, "test").changes()).containsExactly("people row 2 changes Person B-1: name");
    }
}
