package org.huifang.api.imports;

import java.util.List;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.imports.ImportJob.Kind;

/** A kind of lists that may be brought from elsewhere: its columns, and what becomes of a row. */
public interface ImportedList {
    Kind kind();

    List<Column> columns();

    /** Whether the person may bring such a list; each row is decided again where it is taken. */
    boolean may(String person);

    /**
     * Looks at a row as if it were to be taken; nothing is kept.
     *
     * @throws RefusedException naming what is wrong, by the columns' keys
     */
    void check(Cells row, String person);

    /**
     * Takes a row; one that was taken before changes nothing.
     *
     * @return whether it brought something new
     * @throws RefusedException naming what is wrong, by the columns' keys
     */
    boolean take(Cells row, String person);

    /**
     * A column of the list.
     *
     * @param key by which a head may name it too
     * @param hint what may stand in it, in words for people
     * @param example in the template
     */
    record Column(String key, String name, boolean required, String hint, String example) {}
}
