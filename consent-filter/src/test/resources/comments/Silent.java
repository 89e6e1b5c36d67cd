public class Silent {
  public static final int FIELD = 1;
  static final int HIDDEN = 2;

  /** Said. */
  public static final int SAID = 3;

  protected Silent() {}

  public void method() {}

  void hidden() {}

  @Override
  public String toString() {
    return "inherits its comment";
  }

  public enum Kind {
    ONE,
    /** Said. */
    TWO
  }

  public interface Shape {
    int area();

    /** Said. */
    int edge();
  }

  /** Said. */
  public record Said(int component) {}

  static class Hidden {
    public void unseen() {}
  }
}
