package org.curlew.pipeline.web;

import java.util.List;
import org.curlew.triage.referrals.Referrals;
import org.curlew.triage.register.CaseFile;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.ExhibitFile;
import org.curlew.triage.register.People;
import org.curlew.triage.register.Release;
import org.curlew.triage.register.Safeguarding;

/** Every kind of entry that people read and write, in the order in which a case is read. */
public final class EntryKinds {

    private static final List<Class<? extends Entry>> ALL = List.of(
            CaseFile.CaseDetails.class,
            CaseFile.CaseParty.class,
            CaseFile.StrategyDiscussion.class,
            CaseFile.CheckDone.class,
            CaseFile.CourtDate.class,
            CaseFile.ChildOutcome.class,
            People.Person.class,
            People.Address.class,
            People.ChildAccess.class,
            People.AccessAnswer.class,
            People.OrderReference.class,
            People.KiratResult.class,
            People.SuspectHistory.class,
            Release.ReleaseStatus.class,
            Release.BailExtension.class,
            Release.WelfareCheck.class,
            Release.EmployerDisclosure.class,
            Release.TriggerDate.class,
            Safeguarding.RiskAssessment.class,
            Safeguarding.SafeguardingPlan.class,
            Safeguarding.Ppn.class,
            Safeguarding.PpnEscalation.class,
            Safeguarding.VictimUpdate.class,
            Safeguarding.PoliceProtection.class,
            ExhibitFile.ExhibitDetails.class,
            ExhibitFile.CustodyTransfer.class,
            ExhibitFile.ExhibitDecision.class,
            ExhibitFile.ChiefOfficerException.class,
            Referrals.Referral.class,
            Referrals.Warrant.class,
            Referrals.PeerToPeerTally.class,
            Referrals.PeerToPeerAlert.class);

    private EntryKinds() {}

    public static List<Class<? extends Entry>> all() {
        return ALL;
    }
}
