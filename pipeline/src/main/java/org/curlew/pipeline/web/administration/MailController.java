package org.curlew.pipeline.web.administration;

import java.util.List;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.curlew.triage.obligations.MailAddresses;
import org.curlew.triage.obligations.Notifications;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where digests go, who has none, and what became of the last ones. */
@Page
@Allowed(Role.ADMINISTRATOR)
class MailController {

    private static final int ATTEMPTS = 20;

    private final MailAddresses addresses;
    private final Notifications notifications;
    private final boolean configured;

    MailController(MailAddresses addresses, Notifications notifications, @Value("${spring.mail.host:}") String host) {
        this.addresses = addresses;
        this.notifications = notifications;
        this.configured = !host.isBlank();
    }

    @GetMapping("/administration/mail")
    String mail(Model model) {
        var known = addresses.all();
        List<String> without = notifications.waitingForMail().stream()
                .filter(r -> !known.containsKey(r))
                .toList();
        model.addAttribute("addresses", known);
        model.addAttribute("without", without);
        model.addAttribute("attempts", notifications.attempts(ATTEMPTS));
        model.addAttribute("configured", configured);
        return "administration/mail";
    }

    /** Records an address; a blank one removes it. */
    @PostMapping("/administration/mail")
    String set(
            Viewer viewer,
            @RequestParam(defaultValue = "") String recipient,
            @RequestParam(defaultValue = "") String address) {
        addresses.set(recipient.strip(), address, viewer.name());
        return "redirect:/administration/mail";
    }
}
