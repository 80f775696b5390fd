package org.huifang.kernel.owner;

/** What was sealed under this key is erased (§5), and nothing more can be sealed under it. */
public final class KeyDestroyedException extends IllegalStateException {
    public KeyDestroyedException() {
        super("The owner's key has been destroyed");
    }
}
