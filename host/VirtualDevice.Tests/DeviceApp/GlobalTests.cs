using nanoFramework.TestFramework;

/// <summary>A class outside of any namespace.</summary>
[TestClass]
public class GlobalTests
{
    [TestMethod]
    public void Passes()
    {
    }
}
