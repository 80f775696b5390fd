package org.huifang.kernel.owner;

import java.util.List;
import org.huifang.kernel.complaint.Reception.Capacity;

/**
 * What is recorded of an owner, sealed under the owner's own key.
 *
 * @param rooms the first is the one people name
 * @param mark of the plain content (see {@link PersonalData#mark}): sealed texts differ each time, equal marks mean
 *     equal content
 */
public record Particulars(Capacity capacity, Personal name, List<Personal> rooms, List<Personal> phones, String mark) {
    /** More than anybody holds in one estate. */
    public static final int ROOMS_AT_MOST = 20;

    public static final int PHONES_AT_MOST = 5;
}
