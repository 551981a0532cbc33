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

/** {@code curlew hash-set retire}: a set goes out of use; what was matched with it stays as it is. */
@Command(
        name = "retire",
        mixinStandardHelpOptions = true,
        description = "Takes a set with all its versions out of use, with a reason. Nothing is deleted.")
final class HashSetRetire implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "The set.")
    private String name;

    @Option(names = "--by", required = true, paramLabel = "PERSON", description = "Who decides it.")
    private String person;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the ledger.")
    private String reason;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() {
        try (Application application = data.start()) {
            SetVersion version =
                    HashSetDiff.find(application.get(HashSets.class).list(), name);
            application.get(HashSetActs.class).retire(person, version, reason);
            System.out.println(version.name() + " is out of use, decided by " + person + ": " + reason);
            return ExitCodes.COMPLETE;
        } catch (HashSetException refused) {
            throw new RefusedException(refused.getMessage(), refused);
        }
    }
}
