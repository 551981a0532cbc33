package org.curlew.triage.schemes;

import java.time.LocalDate;

/**
 * One class of a scheme.
 *
 * @param number the number files carry; means something in its own scheme only
 * @param code short name that people use and that is stored with a grade, unique in the scheme
 * @param label what it means, in words
 * @param illegal whether possession is an offence where the scheme comes from
 * @param exportable whether media of this class are sent on
 * @param colour {@code #rrggbb}, for display beside the label, never in its place
 * @param order gravity: 1 is the gravest
 * @param confirmed whether somebody has checked the number against its source; only then may it leave the house as final
 * @param confirmedBy who or what confirmed it; null where nobody has
 * @param confirmedOn when; null where nobody has
 * @param note a doubt to be shown with the class; null where there is none
 */
public record Category(
        int number,
        String code,
        String label,
        boolean illegal,
        boolean exportable,
        String colour,
        int order,
        boolean confirmed,
        String confirmedBy,
        LocalDate confirmedOn,
        String note) {

    Category confirmed(String by, LocalDate on) {
        return new Category(number, code, label, illegal, exportable, colour, order, true, by, on, note);
    }
}
