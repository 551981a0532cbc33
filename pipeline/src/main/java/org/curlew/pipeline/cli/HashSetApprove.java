package org.curlew.pipeline.cli;

import java.util.concurrent.Callable;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.hashsets.HashSetActs;
import org.curlew.triage.hashsets.HashSetException;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.SetVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code curlew hash-set approve}: a second person agrees to a version that was held. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description = "A second person agrees to a held version, NAME or NAME:VERSION; not the one who imported it.")
final class HashSetApprove implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "SET", description = "The held version.")
    private String set;

    @Option(names = "--by", required = true, paramLabel = "PERSON", description = "Who agrees.")
    private String person;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() {
        try (Application application = data.start()) {
            HashSets sets = application.get(HashSets.class);
            SetVersion held = HashSetDiff.find(sets.list(), set);
            SetVersion version = application.get(HashSetActs.class).approve(person, held.id());
            System.out.println(version.name() + " version " + version.number() + " is in use, agreed by " + person);
            HashSetPast.compare(application);
            return ExitCodes.COMPLETE;
        } catch (HashSetException refused) {
            throw new RefusedException(refused.getMessage(), refused);
        }
    }
}
