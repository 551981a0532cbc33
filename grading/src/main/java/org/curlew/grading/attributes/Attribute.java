package org.curlew.grading.attributes;

/** What may be said of a content beside its grade. None of them changes the grade: a pseudo-photograph is of class A, B or C too. */
public enum Attribute {
    /** Made or altered by a machine, and looks like a photograph (CPS: would it look like one if printed?). */
    PSEUDO_PHOTOGRAPH(Kind.YES_NO),
    /** Moving rather than still, where the type does not tell: an animated picture. */
    MOVING(Kind.YES_NO),
    /** The suspect could reach it with what was on the device (R v Porter); needs its basis. */
    ACCESSIBLE(Kind.YES_NO),
    SELF_GENERATED(Kind.YES_NO),
    VICTIM_IDENTIFIED(Kind.YES_NO),
    OFFENDER_IDENTIFIED(Kind.YES_NO),
    DISTRIBUTED(Kind.YES_NO),
    /** Names separated by commas. */
    SERIES(Kind.TEXT),
    /** Names separated by commas. */
    TAGS(Kind.TEXT),
    /** Something that can be seen or proved; every comment stays. */
    COMMENT_FACT(Kind.COMMENT),
    /** What its author thinks; never shown as a fact. */
    COMMENT_OPINION(Kind.COMMENT);

    /** What a value looks like. */
    public enum Kind {
        YES_NO,
        TEXT,
        COMMENT
    }

    private final Kind kind;

    Attribute(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
