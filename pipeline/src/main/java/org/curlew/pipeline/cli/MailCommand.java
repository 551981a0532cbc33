package org.curlew.pipeline.cli;

import org.curlew.pipeline.application.Application;
import org.curlew.triage.obligations.MailAddresses;
import org.curlew.triage.obligations.ObligationException;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code curlew mail}: where digests go, and whether the server takes one. */
@Command(
        name = "mail",
        mixinStandardHelpOptions = true,
        description = "Addresses for the digests of what is due.",
        synopsisSubcommandLabel = "COMMAND")
final class MailCommand implements Runnable {

    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(spec.commandLine(), "Say which: address, list or test");
    }

    @Command(name = "address", mixinStandardHelpOptions = true, description = "Records where a recipient's digests go.")
    int address(
            @Mixin DataOption data,
            @Parameters(paramLabel = "RECIPIENT", description = "A person of the register, or role:INSPECTOR.")
                    String recipient,
            @Parameters(paramLabel = "ADDRESS", arity = "0..1", description = "Leave out to remove it.")
                    String address) {
        try (Application application = data.start()) {
            application.get(MailAddresses.class).set(recipient, address, "command line");
        } catch (ObligationException wrong) {
            throw new RefusedException(wrong.getMessage(), wrong);
        }
        return ExitCodes.COMPLETE;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Prints the addresses, one a line.")
    int list(@Mixin DataOption data) {
        try (Application application = data.start()) {
            application.get(MailAddresses.class).all().forEach((who, where) -> System.out.println(who + "\t" + where));
        }
        return ExitCodes.COMPLETE;
    }

    @Command(name = "test", mixinStandardHelpOptions = true, description = "Sends one mail without any case data.")
    int test(@Mixin DataOption data, @Parameters(paramLabel = "ADDRESS") String address) {
        try (Application application = data.start()) {
            SimpleMailMessage message = new SimpleMailMessage();
            message.setFrom(application.setting("curlew.mail.from", "curlew@localhost"));
            message.setTo(address);
            message.setSubject("Curlew: test");
            message.setText("The digests of Curlew will reach this address.");
            application.get(JavaMailSender.class).send(message);
        } catch (org.springframework.beans.factory.NoSuchBeanDefinitionException none) {
            throw new RefusedException("No mail server is named: set spring.mail.host (docs/configuration.md)", none);
        } catch (MailException refused) {
            throw new RefusedException(
                    "The mail server did not take it: "
                            + refused.getMostSpecificCause().getMessage()
                            + "; check spring.mail.* (docs/configuration.md)",
                    refused);
        }
        System.out.println("The mail server took it.");
        return ExitCodes.COMPLETE;
    }
}
