package org.curlew.pipeline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.curlew.grading.caid.BundleVerdict;
import org.curlew.grading.caid.BundleVerifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code curlew verify bundle}: who signed an upload bundle, when, and whether every file is as it was. */
@Command(name = "bundle", mixinStandardHelpOptions = true, description = "Checks an upload bundle, offline.")
final class VerifyBundle implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The bundle: a zip or a folder.")
    private Path bundle;

    @Option(names = "--certificate", required = true, paramLabel = "PEM", description = "The force's certificate.")
    private Path certificate;

    @Option(
            names = "--time-stamp-certificate",
            paramLabel = "PEM",
            description = "Certificate of the time-stamping authority; the signature must then carry its stamp.")
    private Path authority;

    @Override
    public Integer call() throws IOException {
        if (!Files.isReadable(bundle)) {
            throw new RefusedException("The bundle " + bundle + " does not exist or cannot be read: check the path");
        }
        BundleVerdict verdict = BundleVerifier.verify(
                bundle,
                SigningOption.certificate(certificate),
                authority == null ? null : SigningOption.certificate(authority));
        if (!verdict.sound()) {
            throw new RefusedException(verdict.message());
        }
        System.out.println(verdict.message());
        System.out.println("It says of itself: " + verdict.facts().strip());
        return ExitCodes.COMPLETE;
    }
}
