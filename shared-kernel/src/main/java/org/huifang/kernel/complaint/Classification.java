package org.huifang.kernel.complaint;

/** What an owner's words turn out to be (§4.3). */
public enum Classification {
    /** §4.3.1 */
    VALID_COMPLAINT,
    /** §4.3.2 */
    COORDINATION_WORK,
    /** §4.3.3 */
    EXCESSIVE_DEMAND,
    /** §4.6.1: a plain report (报事) that is no complaint. */
    SERVICE_REQUEST
}
