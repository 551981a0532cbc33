package org.curlew.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.curlew.pipeline.pictures.PictureReader;

/** The directions of docs/architecture.md: pipeline, grading, triage, storage; nothing points back, nothing goes round. */
@AnalyzeClasses(
        packages = "org.curlew",
        importOptions = {ImportOption.DoNotIncludeTests.class, DirectionsTest.NoTestJars.class})
class DirectionsTest {

    /** Another module's tests come as a folder or, once they are packaged, as a jar. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule modules_point_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("pipeline")
            .definedBy("org.curlew.pipeline..")
            .layer("grading")
            .definedBy("org.curlew.grading..")
            .layer("triage")
            .definedBy("org.curlew.triage..")
            .layer("storage")
            .definedBy("org.curlew.storage..")
            .whereLayer("pipeline")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("grading")
            .mayOnlyBeAccessedByLayers("pipeline")
            .whereLayer("triage")
            .mayOnlyBeAccessedByLayers("pipeline", "grading")
            .whereLayer("storage")
            .mayOnlyBeAccessedByLayers("pipeline", "grading", "triage");

    @ArchTest
    static final ArchRule packages_of_storage_do_not_go_round =
            slices().matching("org.curlew.storage.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packages_of_triage_do_not_go_round =
            slices().matching("org.curlew.triage.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packages_of_grading_do_not_go_round =
            slices().matching("org.curlew.grading.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packages_of_pipeline_do_not_go_round =
            slices().matching("org.curlew.pipeline.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule what_reads_hostile_input_knows_no_database = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.curlew.pipeline.images..",
                    "org.curlew.pipeline.filesystems..",
                    "org.curlew.pipeline.extraction..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework..", "org.curlew.storage..");

    /** Pictures are read in the worker and in the rendition child; the sample device and the benchmark read only what we made. */
    @ArchTest
    static final ArchRule pictures_are_read_beside_no_key_and_no_session = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.curlew.pipeline.pictures..",
                    "org.curlew.pipeline.worker..",
                    "org.curlew.pipeline.extraction..",
                    "org.curlew.pipeline.simulation..",
                    "org.curlew.pipeline.bench..")
            .and()
            .doNotHaveFullyQualifiedName("org.curlew.pipeline.renditions.RenditionMain")
            .should()
            .dependOnClassesThat(resideInAnyPackage("javax.imageio..", "com.drew..", "com.twelvemonkeys..")
                    .or(type(PictureReader.class)));

    @ArchTest
    static final ArchRule routes_only_move = noClasses()
            .that()
            .resideInAPackage("org.curlew.pipeline.routes..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.springframework.jdbc..");

    @ArchTest
    static final ArchRule only_routes_know_camel_beside_the_producer = classes()
            .that()
            .resideInAnyPackage("org.curlew.storage..", "org.curlew.triage..", "org.curlew.grading..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("org.apache.camel..");
}
