namespace nanoFramework.Runtime.Events
{
    public delegate void CustomEventPostedEventHandler(object sender, CustomEventArgs e);
}
